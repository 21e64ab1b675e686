using System;
using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using MeshVideo.Simulator.Tasks;

namespace MeshVideo.Simulator.Files;

/// <summary>Creates signed links to the files of a task, and verifies them.</summary>
internal sealed class LinkSigner(TimeSpan life, TimeProvider clock)
{
    private readonly byte[] _secret = RandomNumberGenerator.GetBytes(32);

    /// <summary>The base address of the file server; null until it listens.</summary>
    public Uri? BaseUri { get; set; }

    public TaskLinks CreateLinks(VideoTask task) => CreateLinks(task, clock.GetUtcNow() + life);

    public TaskLinks CreateExpiredLinks(VideoTask task) => CreateLinks(task, clock.GetUtcNow().AddSeconds(-1));

    private TaskLinks CreateLinks(VideoTask task, DateTimeOffset expires) => new(
        CreateLink(task.Id, TaskFiles.Video, expires),
        task.Spec.ReturnLastFrame ? CreateLink(task.Id, TaskFiles.LastFrame, expires) : null);

    public bool IsSignatureValid(string id, string name, string? expires, string? signature) =>
        signature is not null
        && CryptographicOperations.FixedTimeEquals(
            Encoding.UTF8.GetBytes(Sign(id, name, expires ?? "")), Encoding.UTF8.GetBytes(signature));

    public bool IsExpired(string expires) =>
        long.Parse(expires, CultureInfo.InvariantCulture) <= clock.GetUtcNow().ToUnixTimeMilliseconds();

    private Uri CreateLink(string id, string name, DateTimeOffset expires)
    {
        // In milliseconds, because with a fast clock a link may expire in less than a second.
        string milliseconds = expires.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture);
        return new Uri(BaseUri!, $"/files/{id}/{name}?expires={milliseconds}&signature={Sign(id, name, milliseconds)}");
    }

    private string Sign(string id, string name, string expires) =>
        Base64Url.EncodeToString(HMACSHA256.HashData(_secret, Encoding.UTF8.GetBytes($"{id}/{name}/{expires}")));
}
