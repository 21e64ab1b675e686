using System;
using System.Buffers;
using System.Buffers.Text;
using System.IO;
using System.Threading;
using System.Threading.Tasks;

namespace MeshVideo.Media;

/// <summary>A local file that is sent as base64. It is read while the request is written.</summary>
internal sealed class MediaFile
{
    // A multiple of three bytes is encoded without padding.
    private const int ChunkSize = 48 * 1024;

    private readonly MediaInput _input;
    private readonly FileVersion _version;

    /// <param name="input">The input.</param>
    /// <param name="version">The version of the file that was inspected.</param>
    /// <param name="content">The MIME type that its content shows; null if it shows none.</param>
    public MediaFile(MediaInput input, FileVersion version, string? content)
    {
        _input = input;
        _version = version;
        MimeType = content ?? MediaFormat.GetFallbackMimeType(input);
        DataUriPrefix = $"data:{MimeType};base64,";
        Problem = content is not null && IsKind(content, input.Kind)
            ? null
            : $"its content is {content ?? "of no known media type"}, not {Describe(input.Kind)}";
    }

    /// <summary>The MIME type that its content shows or, if it shows none, that of its name.</summary>
    public string MimeType { get; }

    /// <summary>Why it is not of the required kind; null if it is. It can be sent nevertheless.</summary>
    public string? Problem { get; }

    /// <summary>The number of bytes in the file.</summary>
    public long Length => _version.Length;

    public string DataUriPrefix { get; }

    /// <summary>The number of characters in base64.</summary>
    public long EncodedLength => (Length + 2) / 3 * 4;

    /// <summary>The name of a kind, with its article.</summary>
    public static string Describe(MediaKind kind) => kind switch
    {
        MediaKind.Image => "an image",
        MediaKind.Video => "a video",
        _ => "sound",
    };

    /// <summary>Writes the file as base64.</summary>
    /// <exception cref="MeshVideoException">
    /// <see cref="MeshVideoErrorKind.MediaUnreadable"/>: the file cannot be read, or it has changed since it was inspected.
    /// </exception>
    public async Task WriteBase64Async(Stream stream, CancellationToken cancellationToken)
    {
        byte[] buffer = ArrayPool<byte>.Shared.Rent(ChunkSize / 3 * 4 + 4);
        try
        {
            using FileStream file = Reopen();
            long remaining = Length;
            while (remaining > 0)
            {
                int count = (int)Math.Min(ChunkSize, remaining);
                int read = await file.ReadAtLeastAsync(
                    buffer.AsMemory(0, count), count, throwOnEndOfStream: false, cancellationToken)
                    .ConfigureAwait(false);
                if (read < count)
                {
                    throw CreateUnreadableException(_input, "it became shorter while it was sent", cause: null);
                }

                remaining -= read;
                Base64.EncodeToUtf8InPlace(buffer, read, out int encoded);
                await stream.WriteAsync(buffer.AsMemory(0, encoded), cancellationToken).ConfigureAwait(false);
            }

            // The body is not complete yet, so the service creates nothing.
            ThrowIfChanged(file);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private FileStream Reopen()
    {
        FileStream? file = null;
        try
        {
            file = _input.Source.OpenFile();
            ThrowIfChanged(file);
            return file;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            file?.Dispose();
            throw CreateUnreadableException(_input, exception.Message, exception);
        }
        catch (MeshVideoException)
        {
            file?.Dispose();
            throw;
        }
    }

    /// <summary>
    /// A row may wait for long between its inspection and sending, and a journal has recorded the hash of the file's bytes.
    /// </summary>
    private void ThrowIfChanged(FileStream file)
    {
        if (_version.DescribeChange(new FileVersion(file)) is { } change)
        {
            throw CreateUnreadableException(_input, change, cause: null);
        }
    }

    // MIME types begin with the name of the kind.
    private static bool IsKind(string mimeType, MediaKind kind) =>
        mimeType.StartsWith($"{kind}/", StringComparison.OrdinalIgnoreCase);

    public static MeshVideoException CreateUnreadableException(MediaInput input, string why, Exception? cause) =>
        new(
            MeshVideoErrorKind.MediaUnreadable,
            $"{input.Parameter} '{input.Source.Path}' cannot be sent: {why.TrimEnd('.')}. Nothing was created.",
            cause);
}
