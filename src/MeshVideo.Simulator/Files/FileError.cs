using System.Security;
using MeshVideo.Simulator.Http;

namespace MeshVideo.Simulator.Files;

/// <summary>An error in the format of object stores.</summary>
internal static class FileError
{
    public static Response Create(int status, string code, string message) => Http.Response.Text(
        status,
        "application/xml",
        $"""
        <?xml version="1.0" encoding="UTF-8"?>
        <Error><Code>{code}</Code><Message>{SecurityElement.Escape(message)}</Message></Error>
        """);
}
