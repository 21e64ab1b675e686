using System;
using System.Collections.Generic;
using System.IO;
using System.Text;
using System.Text.Json;
using System.Threading;
using System.Threading.Tasks;
using MeshVideo.Compatibility;
using MeshVideo.Json;

namespace MeshVideo;

/// <summary>
/// Reads what the service POSTs to a callback address: the task, as reading it by its id would bring it. Nothing proves who sent it, so
/// the task is not confirmed.
/// </summary>
public static class CallbackBody
{
    /// <summary>The most bytes that are read. A task has some hundred.</summary>
    public const int LargestSize = 256 * 1024;

    private const int ChunkSize = 4 * 1024;

    private const string NotATask = "it is not the JSON of a task";

    /// <summary>Reads a body given as text.</summary>
    /// <param name="text">The body.</param>
    /// <returns>The task, not confirmed.</returns>
    /// <exception cref="MeshVideoException"><see cref="MeshVideoErrorKind.InvalidCallback"/>.</exception>
    public static VideoTask Read(string text) => (text ?? throw new ArgumentNullException(nameof(text))).Length > LargestSize
        ? throw TooLarge()
        : Read(Encoding.UTF8.GetBytes(text.TrimStart('\uFEFF')));

    /// <summary>Reads a body given as bytes, in UTF-8.</summary>
    /// <param name="bytes">The body.</param>
    /// <returns>The task, not confirmed.</returns>
    /// <exception cref="MeshVideoException"><see cref="MeshVideoErrorKind.InvalidCallback"/>.</exception>
    public static VideoTask Read(byte[] bytes)
    {
        ReadOnlySpan<byte> json = bytes ?? throw new ArgumentNullException(nameof(bytes));
        if (json.Length > LargestSize)
        {
            throw TooLarge();
        }

        if (json.Length == 0)
        {
            throw Invalid("it is empty", cause: null);
        }

        try
        {
            using JsonDocument document = JsonDocument.Parse(bytes.AsMemory(json.Length - WithoutMark(json).Length));
            return document.RootElement.ValueKind == JsonValueKind.Object
                ? TaskReader.ToTask(document.RootElement, requestId: null, isConfirmed: false) ?? throw Invalid("it has no id", cause: null)
                : throw Invalid(NotATask, cause: null);
        }
        catch (JsonException exception)
        {
            throw Invalid(NotATask, exception);
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
            while (await (stream ?? throw new ArgumentNullException(nameof(stream))).ReadChunkAsync(chunk, 0, chunk.Length, cancellationToken).ConfigureAwait(false) is var count and > 0)
            {
                body.Write(chunk, 0, count);
                if (body.Length > LargestSize)
                {
                    throw TooLarge();
                }
            }
        }
        catch (Exception exception) when (exception is IOException or ObjectDisposedException or NotSupportedException)
        {
            throw Invalid("it could not be read: " + exception.Message.TrimEnd('.'), exception);
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
            throw Invalid("it is not what the JSON of a task becomes", exception);
        }

        return Read(json.ToArray());
    }

    /// <summary>The id in a body, without making a task of it: whoever sent it cannot have much memory spent on it.</summary>
    /// <returns>The id; null where the body is no JSON object with one.</returns>
    internal static string? IdOf(ReadOnlySpan<byte> body)
    {
        Utf8JsonReader reader = new(WithoutMark(body));
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
                    id = reader.TokenType == JsonTokenType.String && reader.ValueSpan.Length <= TaskReader.LongestId ? TextAt(ref reader) : null;
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
    private static string? TextAt(ref Utf8JsonReader reader)
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

    private static ReadOnlySpan<byte> WithoutMark(ReadOnlySpan<byte> json) =>
        json.StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF]) ? json.Slice(3) : json;

    private static MeshVideoException TooLarge() => Invalid($"it has more than {LargestSize / 1024} KB", cause: null);

    private static MeshVideoException Invalid(string why, Exception? cause) => new(
        MeshVideoErrorKind.InvalidCallback,
        $"This is no callback of the service: {why}. Give the body of the POST as it came (text, bytes or stream), or what ConvertFrom-Json made of it.",
        cause);
}
