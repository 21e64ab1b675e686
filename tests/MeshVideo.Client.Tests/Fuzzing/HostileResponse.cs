using System.Text;

namespace MeshVideo.Client.Tests.Fuzzing;

/// <summary>What a hostile server sends.</summary>
/// <param name="Bytes">First.</param>
/// <param name="KeepsConnection">Whether the next request may come over the same connection.</param>
internal sealed record HostileResponse(byte[] Bytes, bool KeepsConnection = false)
{
    /// <summary>What is sent again and again after that, until the client has gone.</summary>
    public byte[] Forever { get; init; } = [];

    /// <summary>Whether then nothing comes, and not even the end.</summary>
    public bool NeverEnds { get; init; }

    /// <summary>A whole answer as HTTP wants it.</summary>
    public static HostileResponse Of(int status, byte[] body, params string[] headers) =>
        new([.. Head(status, [$"Content-Length: {body.Length}", .. headers]), .. body], KeepsConnection: true);

    public static HostileResponse Json(int status, string json, params string[] headers) =>
        Of(status, Encoding.UTF8.GetBytes(json), headers);

    public static byte[] Head(int status, params string[] headers)
    {
        string lines = string.Concat(System.Array.ConvertAll(headers, header => header + "\r\n"));
        return Encoding.Latin1.GetBytes($"HTTP/1.1 {status} Hostile\r\nContent-Type: application/json\r\n{lines}\r\n");
    }
}
