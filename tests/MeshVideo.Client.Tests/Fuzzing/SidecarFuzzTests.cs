using System;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text;
using System.Threading.Tasks;
using MeshVideo.Client.Tests.Support;
using Xunit;

namespace MeshVideo.Client.Tests.Fuzzing;

/// <summary>
/// Mutations of the sidecar that an unfinished download leaves: whether the next run resumes or starts again, the file is
/// correct.
/// </summary>
public sealed class SidecarFuzzTests : IDisposable
{
    private const int Cases = 150;
    private const int Received = 400;

    private static readonly byte[] Video = Mp4.OfSize(1000);

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_damaged_sidecar_does_not_damage_the_file()
    {
        await using HostileServer server = new();
        string record = await WriteAsync(server);
        await Fuzz.RunAsync(Cases, parallelism: 8, async fuzz =>
        {
            Uri address = server.Add(fuzz, request => Take(server, request, fuzz.Number));
            byte[] damaged = Encoding.UTF8.GetBytes(record.Replace("/-1/", $"/{fuzz.Number}/", StringComparison.Ordinal));
            foreach (int _ in Enumerable.Range(0, fuzz.Random.Next(1, 4)))
            {
                damaged = fuzz.OneIn(3)
                    ? ByteMutator.Mutate(fuzz.Random, damaged, [damaged])
                    : JsonMutator.Mutate(fuzz.Random, damaged);
            }

            fuzz.Shown = Fuzz.Show(damaged);
            string folder = Directory.CreateDirectory(_folder[fuzz.Number.ToString(CultureInfo.InvariantCulture)]).FullName;
            string target = Path.Combine(folder, "a.mp4");
            DirectoryInfo records = Directory.CreateDirectory(Path.Combine(folder, ".meshvideo"));
            await File.WriteAllBytesAsync(Path.Combine(records.FullName, Path.GetFileName(target) + ".part"), Video[..Received]);
            await File.WriteAllBytesAsync(RecordOf(target), damaged);

            // A part that is not a video is not kept, so the next run succeeds.
            if (await DownloadAsync(address, target) is { } error)
            {
                Assert.Equal(MeshVideoErrorKind.NotAVideo, error.Kind);
                Assert.False(File.Exists(target));
                Assert.Null(await DownloadAsync(address, target));
            }

            Assert.Equal(Video, await File.ReadAllBytesAsync(target));
            server.Remove(fuzz);
        });
    }

    /// <summary>Interrupts a download.</summary>
    /// <returns>The sidecar that it leaves.</returns>
    private async Task<string> WriteAsync(HostileServer server)
    {
        int files = 0;
        string head = $"HTTP/1.1 200 OK\r\nETag: \"v1\"\r\nContent-Length: {Video.Length}\r\n\r\n";
        Uri address = server.Add(new FuzzCase(-1, 0), request =>
            IsOfApi(request) ? Take(server, request, -1)
            : ++files == 1 ? new HostileResponse([.. Encoding.ASCII.GetBytes(head), .. Video[..Received]])
            : HostileResponse.Of(503, [], "Retry-After: 1000"));
        string target = _folder["a.mp4"];
        Assert.Equal(MeshVideoErrorKind.DownloadFailed, (await DownloadAsync(address, target))?.Kind);
        return await File.ReadAllTextAsync(RecordOf(target));
    }

    private static HostileResponse Take(HostileServer server, ReceivedRequest request, int number)
    {
        if (IsOfApi(request))
        {
            string link = $"{server.Address}{number}/v.mp4?signature={HostileBytes.Signature}";
            return HostileResponse.Json(
                200, $$$"""{"id": "cgt-1", "status": "succeeded", "content": {"video_url": "{{{link}}}"}}""");
        }

        return request["If-Range"] == "\"v1\""
            && long.TryParse(request["Range"]?.Split('=', '-')[1], out long from)
            && from < Video.Length
            ? HostileResponse.Of(
                206, Video[(int)from..], "ETag: \"v1\"", $"Content-Range: bytes {from}-{Video.Length - 1}/{Video.Length}")
            : HostileResponse.Of(200, Video, "ETag: \"v1\"");
    }

    private static bool IsOfApi(ReceivedRequest request) => request.Target.Contains("/v1/", StringComparison.Ordinal);

    private static string RecordOf(string target) =>
        Path.Combine(Path.GetDirectoryName(target)!, ".meshvideo", Path.GetFileName(target) + ".json");

    private static async Task<MeshVideoException?> DownloadAsync(Uri address, string target)
    {
        try
        {
            MeshVideoClient client = Service.ClientOf(address);
            await new VideoDownloader(new DownloadOptions()).DownloadAsync(client, await client.GetAsync("cgt-1"), target);
            return null;
        }
        catch (MeshVideoException exception)
        {
            Secrets.AssertNone(exception.ToString());
            return exception;
        }
    }
}
