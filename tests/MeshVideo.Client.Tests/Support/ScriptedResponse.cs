using System.Text;

namespace MeshVideo.Client.Tests.Support;

/// <summary>Bytes that a scripted server sends before it closes the connection.</summary>
internal sealed record ScriptedResponse(byte[] Bytes, bool IsReset = false)
{
    /// <summary>Nothing, and the connection is reset.</summary>
    public static readonly ScriptedResponse Reset = new([], IsReset: true);

    public static ScriptedResponse Raw(string text) => new(Encoding.Latin1.GetBytes(text));

    public static ScriptedResponse Json(int status, string json, params string[] headers) =>
        Of(status, "application/json", Encoding.UTF8.GetBytes(json), headers);

    public static ScriptedResponse Of(int status, string type, byte[] body, params string[] headers) =>
        Announcing(body.Length, status, type, body, headers);

    /// <summary>An answer that announces another length than it has.</summary>
    public static ScriptedResponse Announcing(long length, int status, string type, byte[] body, params string[] headers)
    {
        StringBuilder head = new();
        head.Append("HTTP/1.1 ").Append(status).Append(" Scripted\r\nConnection: close\r\nContent-Type: ").Append(type);
        head.Append("\r\nContent-Length: ").Append(length).Append("\r\n");
        foreach (string header in headers)
        {
            head.Append(header).Append("\r\n");
        }

        return new ScriptedResponse([.. Encoding.Latin1.GetBytes(head.Append("\r\n").ToString()), .. body]);
    }
}
