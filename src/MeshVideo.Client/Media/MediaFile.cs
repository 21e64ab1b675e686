using System;
using System.Buffers;
using System.Buffers.Text;
using System.IO;
using System.Threading;
using System.Threading.Tasks;

namespace MeshVideo.Media;

/// <summary>A local file that goes out as base64: looked at once for its type and length, read while the request is written.</summary>
internal sealed class MediaFile
{
    // Whole groups of three bytes become whole groups of four characters.
    private const int ChunkSize = 48 * 1024;

    private readonly MediaInput _input;
    private readonly long _length;

    /// <param name="input">The input.</param>
    /// <param name="length">The number of bytes in the file.</param>
    /// <param name="content">The MIME type that its content shows; null if it shows none.</param>
    public MediaFile(MediaInput input, long length, string? content)
    {
        _input = input;
        _length = length;
        MimeType = content ?? MediaEnding.MimeTypeOf(input);
        DataUriPrefix = $"data:{MimeType};base64,";
        Problem = content is not null && IsOfKind(content, input.Kind) ? null : $"its content is {content ?? "of no known media type"}, not {Noun(input.Kind)}";
    }

    /// <summary>What its content is or, where that tells nothing, what its name says.</summary>
    public string MimeType { get; }

    /// <summary>Why it is not what its parameter takes; null where it is. It can be sent all the same.</summary>
    public string? Problem { get; }

    /// <summary>Bytes in the file.</summary>
    public long Length => _length;

    public string DataUriPrefix { get; }

    /// <summary>Characters of base64.</summary>
    public long EncodedLength => (_length + 2) / 3 * 4;

    /// <summary>Whether a MIME type is of the kind that a parameter takes.</summary>
    public static bool IsOfKind(string mimeType, MediaKind kind) => mimeType.StartsWith(PrefixOf(kind), StringComparison.Ordinal);

    /// <summary>A kind in words.</summary>
    public static string Noun(MediaKind kind) => kind switch
    {
        MediaKind.Image => "an image",
        MediaKind.Video => "a video",
        _ => "sound",
    };

    /// <exception cref="MeshVideoException"><see cref="MeshVideoErrorKind.MediaUnreadable"/>: it cannot be read, or is no longer as long as it was.</exception>
    public async Task WriteBase64Async(Stream stream, CancellationToken cancellationToken)
    {
        byte[] buffer = ArrayPool<byte>.Shared.Rent(ChunkSize / 3 * 4 + 4);
        try
        {
            using FileStream file = OpenAgain();
            long left = _length;
            while (left > 0)
            {
                int wanted = (int)Math.Min(ChunkSize, left);
                int read = await file.ReadAtLeastAsync(buffer.AsMemory(0, wanted), wanted, throwOnEndOfStream: false, cancellationToken)
                    .ConfigureAwait(false);
                if (read < wanted)
                {
                    throw CreateUnreadableException(_input, "it became shorter while it was sent", cause: null);
                }

                left -= read;
                Base64.EncodeToUtf8InPlace(buffer, read, out int encoded);
                await stream.WriteAsync(buffer.AsMemory(0, encoded), cancellationToken).ConfigureAwait(false);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private FileStream OpenAgain()
    {
        FileStream? file = null;
        long length;
        try
        {
            file = _input.Source.OpenFile();
            length = file.Length;
            if (length == _length)
            {
                return file;
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw CreateUnreadableException(_input, exception.Message, exception);
        }

        file.Dispose();
        throw CreateUnreadableException(_input, $"its length changed from {_length} to {length} bytes after it was checked", cause: null);
    }

    private static string PrefixOf(MediaKind kind) => kind switch
    {
        MediaKind.Image => "image/",
        MediaKind.Video => "video/",
        _ => "audio/",
    };

    public static MeshVideoException CreateUnreadableException(MediaInput input, string why, Exception? cause) =>
        new(MeshVideoErrorKind.MediaUnreadable, $"{input.Parameter} '{input.Source.Path}' cannot be sent: {why.TrimEnd('.')}. Nothing was created.", cause);
}
