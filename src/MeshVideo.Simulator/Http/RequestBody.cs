using System;
using System.IO;
using System.Threading;
using System.Threading.Tasks;

namespace MeshVideo.Simulator.Http;

/// <summary>Reads the body of a request into memory, up to the limit of the API.</summary>
internal sealed class RequestBody
{
    public const int MaximumBytes = 64 << 20;

    private const int ShortBytes = 64 << 10;

    public static readonly RequestBody Empty = new(default, tooLarge: false);

    private RequestBody(ReadOnlyMemory<byte> bytes, bool tooLarge)
    {
        Bytes = bytes;
        TooLarge = tooLarge;
    }

    public ReadOnlyMemory<byte> Bytes { get; }

    public bool TooLarge { get; }

    /// <summary>The text of the body for the log; null if it is too long.</summary>
    public string? ShortText =>
        Bytes.Length is > 0 and <= ShortBytes ? System.Text.Encoding.UTF8.GetString(Bytes.Span) : null;

    public static async Task<RequestBody> ReadAsync(Stream stream, long? declaredLength, CancellationToken cancellationToken)
    {
        if (declaredLength is 0)
        {
            return Empty;
        }

        if (declaredLength > MaximumBytes)
        {
            return new RequestBody(default, tooLarge: true);
        }

        // With one more byte than declared, the end of the stream is read without growing the buffer.
        byte[] buffer = GC.AllocateUninitializedArray<byte>((int)(declaredLength ?? ShortBytes) + 1);
        int length = 0;
        int read;
        while ((read = await stream.ReadAsync(buffer.AsMemory(length), cancellationToken).ConfigureAwait(false)) > 0)
        {
            length += read;
            if (length > MaximumBytes)
            {
                return new RequestBody(default, tooLarge: true);
            }

            if (length == buffer.Length)
            {
                Array.Resize(ref buffer, Math.Min(buffer.Length * 2, MaximumBytes + 1));
            }
        }

        return new RequestBody(buffer.AsMemory(0, length), tooLarge: false);
    }
}
