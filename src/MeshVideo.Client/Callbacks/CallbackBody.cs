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
/// Reads what the service POSTs to a callback address: the task, as reading it by its id would bring it. Nothing proves who sent it, so
/// the task is not confirmed.
/// </summary>
public static class CallbackBody
{
    /// <summary>The most bytes that are read. A task has some hundred.</summary>
    public const int MaximumLength = 256 * 1024;

    private const int ChunkSize = 4 * 1024;

    private const string CreateNotATaskException = "it is not the JSON of a task";

    /// <summary>Reads a body given as text.</summary>
    /// <param name="text">The body.</param>
    /// <returns>The task, not confirmed.</returns>
    /// <exception cref="MeshVideoException"><see cref="MeshVideoErrorKind.InvalidCallback"/>.</exception>
    public static VideoTask Read(string text) => (text ?? throw new ArgumentNullException(nameof(text))).Length > MaximumLength
        ? throw CreateTooLargeException()
        : Read(Encoding.UTF8.GetBytes(text.TrimStart('\uFEFF')));

    /// <summary>Reads a body given as bytes, in UTF-8.</summary>
    /// <param name="bytes">The body.</param>
    /// <returns>The task, not confirmed.</returns>
    /// <exception cref="MeshVideoException"><see cref="MeshVideoErrorKind.InvalidCallback"/>.</exception>
    public static VideoTask Read(byte[] bytes)
    {
        ReadOnlySpan<byte> json = bytes ?? throw new ArgumentNullException(nameof(bytes));
        if (json.Length > MaximumLength)
        {
            throw CreateTooLargeException();
        }

        if (json.Length == 0)
        {
            throw CreateInvalidException("it is empty", cause: null);
        }

        try
        {
            using JsonDocument document = JsonDocument.Parse(bytes.AsMemory(json.Length - SkipByteOrderMark(json).Length));
            return document.RootElement.ValueKind == JsonValueKind.Object
                ? TaskReader.ToTask(document.RootElement, requestId: null, isConfirmed: false) ?? throw CreateInvalidException("it has no id", cause: null)
                : throw CreateInvalidException(CreateNotATaskException, cause: null);
        }
        catch (JsonException exception)
        {
            throw CreateInvalidException(CreateNotATaskException, exception);
        }
    }

    /// <summary>Reads a body from where it comes in.</summary>
    /// <param name="stream">The body; it is read to its end, and left open.</param>
    /// <param name="cancellationToken">Stops at once, where the stream can.</param>
    /// <returns>The task, not confirmed.</returns>
    /// <exception cref="MeshVideoException"><see cref="MeshVideoErrorKind.InvalidCallback"/>; also where the stream breaks off.</exception>
    public static async Task<VideoTask> ReadAsync(Stream stream, CancellationToken cancellationToken = default)
    {
        using MemoryStream body = new();
        byte[] chunk = new byte[ChunkSize];
        try
        {
            while (await (stream ?? throw new ArgumentNullException(nameof(stream))).ReadAsync(chunk, cancellationToken).ConfigureAwait(false) is var count and > 0)
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
            throw CreateInvalidException("it could not be read: " + exception.Message.TrimEnd('.'), exception);
        }

        return Read(body.ToArray());
    }

    /// <summary>Reads a body that something else has parsed already.</summary>
    /// <param name="properties">The body's properties, by their JSON names: texts, numbers, true and false, lists, dictionaries.</param>
    /// <returns>The task, not confirmed.</returns>
    /// <exception cref="MeshVideoException"><see cref="MeshVideoErrorKind.InvalidCallback"/>.</exception>
    public static VideoTask Read(IReadOnlyDictionary<string, object?> properties)
    {
        using MemoryStream json = new();
        try
        {
            using Utf8JsonWriter writer = new(json);
            new PlainValueWriter(static text => text).WriteItem(writer, "callback", properties ?? throw new ArgumentNullException(nameof(properties)));
        }
        catch (Exception exception) when (exception is InvalidOperationException or MeshVideoException)
        {
            throw CreateInvalidException("it is not what the JSON of a task becomes", exception);
        }

        return Read(json.ToArray());
    }

    /// <summary>The id in a body, without making a task of it: whoever sent it cannot have much memory spent on it.</summary>
    /// <returns>The id; null where the body is no JSON object with one.</returns>
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
                bool isId = reader.TokenType == JsonTokenType.PropertyName && reader.CurrentDepth == 1 && reader.ValueTextEquals("id"u8);
                if (isId && reader.Read())
                {
                    id = reader.TokenType == JsonTokenType.String && reader.ValueSpan.Length <= TaskReader.MaximumIdLength ? ReadText(ref reader) : null;
                }
            }

            return string.IsNullOrWhiteSpace(id) ? null : id;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    // Half a character, or bytes that are none, are no id.
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

    private static MeshVideoException CreateTooLargeException() => CreateInvalidException($"it has more than {MaximumLength / 1024} KB", cause: null);

    private static MeshVideoException CreateInvalidException(string why, Exception? cause) => new(
        MeshVideoErrorKind.InvalidCallback,
        $"This is not a valid callback of the service: {why}. Provide the body of the POST request as text, bytes or a stream, or its parsed JSON.",
        cause);
}
