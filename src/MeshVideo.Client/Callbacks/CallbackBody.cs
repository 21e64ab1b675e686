using System;
using System.Collections.Generic;
using System.IO;
using System.Text;
using System.Text.Json;
using System.Threading;
using System.Threading.Tasks;
using MeshVideo.Contract;
using MeshVideo.Json;

namespace MeshVideo;

/// <summary>
/// Reads the body that the service POSTs to a callback address. It has the same form as a task that is read by its id. The sender
/// is not authenticated, so the task is not confirmed.
/// </summary>
public static class CallbackBody
{
    /// <summary>The maximum length of a body in bytes. A task has a few hundred.</summary>
    public const int MaximumLength = 256 * 1024;

    private const int ChunkSize = 4 * 1024;

    private const string NotATask = "the body is not the JSON of a task";

    /// <summary>Reads a body from text.</summary>
    /// <param name="text">The body.</param>
    /// <returns>The task, not confirmed.</returns>
    /// <exception cref="MeshVideoException">
    /// <see cref="MeshVideoErrorKind.InvalidCallback"/>: the body is not a valid task.
    /// </exception>
    public static VideoTask Read(string text) => (text ?? throw new ArgumentNullException(nameof(text))).Length > MaximumLength
        ? throw CreateTooLargeException()
        : Read(Encoding.UTF8.GetBytes(text.TrimStart('\uFEFF')));

    /// <summary>Reads a body from bytes in UTF-8.</summary>
    /// <param name="bytes">The body.</param>
    /// <returns>The task, not confirmed.</returns>
    /// <exception cref="MeshVideoException">
    /// <see cref="MeshVideoErrorKind.InvalidCallback"/>: the body is not a valid task.
    /// </exception>
    public static VideoTask Read(byte[] bytes)
    {
        if ((bytes ?? throw new ArgumentNullException(nameof(bytes))).Length > MaximumLength)
        {
            throw CreateTooLargeException();
        }

        if (bytes.Length == 0)
        {
            throw CreateInvalidException("the body is empty", cause: null);
        }

        try
        {
            // Unlike bytes, a stream may begin with a byte order mark.
            using JsonDocument document = JsonDocument.Parse(new MemoryStream(bytes, writable: false));
            return document.RootElement.ValueKind == JsonValueKind.Object
                ? TaskReader.ToTask(document.RootElement, requestId: null, isConfirmed: false) ?? throw CreateInvalidException(
                    "the body has no id", cause: null)
                : throw CreateInvalidException(NotATask, cause: null);
        }
        catch (JsonException exception)
        {
            throw CreateInvalidException(NotATask, exception);
        }
    }

    /// <summary>Reads a body from a stream.</summary>
    /// <param name="stream">The stream. It is read to its end and left open.</param>
    /// <param name="cancellationToken">Cancels reading, if the stream supports it.</param>
    /// <returns>The task, not confirmed.</returns>
    /// <exception cref="MeshVideoException">
    /// <see cref="MeshVideoErrorKind.InvalidCallback"/>: the body is not a valid task, or the stream could not be read.
    /// </exception>
    public static async Task<VideoTask> ReadAsync(Stream stream, CancellationToken cancellationToken = default)
    {
        using MemoryStream body = new();
        byte[] chunk = new byte[ChunkSize];
        try
        {
            Stream source = stream ?? throw new ArgumentNullException(nameof(stream));
            while (await source.ReadAsync(chunk, cancellationToken).ConfigureAwait(false) is var count and > 0)
            {
                body.Write(chunk, 0, count);
                if (body.Length > MaximumLength)
                {
                    throw CreateTooLargeException();
                }
            }
        }
        catch (Exception exception) when (exception is IOException or ObjectDisposedException or NotSupportedException)
        {
            throw CreateInvalidException("the body could not be read: " + exception.Message.TrimEnd('.'), exception);
        }

        return Read(body.ToArray());
    }

    /// <summary>Reads a body that was already parsed.</summary>
    /// <param name="properties">
    /// The properties of the body by their JSON names: text, numbers, Booleans, lists and dictionaries.
    /// </param>
    /// <returns>The task, not confirmed.</returns>
    /// <exception cref="MeshVideoException">
    /// <see cref="MeshVideoErrorKind.InvalidCallback"/>: the body is not a valid task.
    /// </exception>
    public static VideoTask Read(IReadOnlyDictionary<string, object?> properties)
    {
        using MemoryStream json = new();
        try
        {
            using Utf8JsonWriter writer = new(json);
            new PlainValueWriter(static text => text)
                .WriteItem(writer, "callback", properties ?? throw new ArgumentNullException(nameof(properties)));
        }
        catch (Exception exception) when (exception is InvalidOperationException or MeshVideoException)
        {
            throw CreateInvalidException("the object is not the parsed JSON of a task", exception);
        }

        return Read(json.ToArray());
    }

    /// <summary>
    /// Gets the id of a body without creating a task, so that senders cannot make this machine allocate much memory.
    /// </summary>
    /// <returns>The id; null if the body is not a JSON object with an id.</returns>
    internal static string? GetId(ReadOnlySpan<byte> body)
    {
        Utf8JsonReader reader = new(SkipByteOrderMark(body));
        try
        {
            string? id = null;
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
            {
                return null;
            }

            while (reader.Read())
            {
                bool isId = reader.TokenType == JsonTokenType.PropertyName
                    && reader.CurrentDepth == 1
                    && reader.ValueTextEquals("id"u8);
                if (isId && reader.Read())
                {
                    id = reader.TokenType == JsonTokenType.String && reader.ValueSpan.Length <= TaskReader.MaximumIdLength
                        ? ReadText(ref reader)
                        : null;
                }
            }

            return string.IsNullOrWhiteSpace(id) ? null : id;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    // A text with an unpaired surrogate or invalid UTF-8 is not an id.
    private static string? ReadText(ref Utf8JsonReader reader)
    {
        try
        {
            return reader.GetString();
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    private static ReadOnlySpan<byte> SkipByteOrderMark(ReadOnlySpan<byte> json) =>
        json.StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF]) ? json.Slice(3) : json;

    private static MeshVideoException CreateTooLargeException() =>
        CreateInvalidException($"the body is longer than {MaximumLength / 1024} KB", cause: null);

    private static MeshVideoException CreateInvalidException(string reason, Exception? cause) => new(
        MeshVideoErrorKind.InvalidCallback,
        $"The input is not a valid callback of the service: {reason}. "
            + "Use the body of the POST as text, bytes, a stream or parsed JSON.",
        cause);
}
