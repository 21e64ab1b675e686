using System;
using System.Collections.Generic;
using System.Text.Json;

namespace MeshVideo.Json;

/// <summary>
/// Represents a JSON value and the line that it is on, for errors in files that people edit. Comments and trailing commas are
/// allowed.
/// </summary>
internal sealed class LocatedJson
{
    private LocatedJson(int line) => Line = line;

    /// <summary>Gets the number of the line, from 1.</summary>
    public int Line { get; }

    /// <summary>Gets a text, a <see cref="long"/>, a <see cref="double"/> or a Boolean; null for other kinds.</summary>
    public object? Scalar { get; private init; }

    /// <summary>Gets the items of an array; null for other kinds.</summary>
    public IReadOnlyList<LocatedJson>? Items { get; private init; }

    /// <summary>Gets the properties of an object, in order and including repeated names; null for other kinds.</summary>
    public IReadOnlyList<(string Name, LocatedJson Value)>? Properties { get; private init; }

    /// <summary>Parses UTF-8 text.</summary>
    /// <exception cref="JsonException">The text is not valid JSON. The exception has the line.</exception>
    public static LocatedJson Parse(byte[] text)
    {
        ReadOnlySpan<byte> json = text;
        if (json.StartsWith([(byte)0xEF, (byte)0xBB, (byte)0xBF]))
        {
            json = json.Slice(3);
        }

        JsonReaderOptions options = new() { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip };
        Utf8JsonReader reader = new(json, options);
        Lines lines = new();
        reader.Read();
        LocatedJson root = ReadValue(ref reader, json, lines);
        reader.Read();
        return root;
    }

    private static LocatedJson ReadValue(ref Utf8JsonReader reader, ReadOnlySpan<byte> json, Lines lines)
    {
        int line = lines.GetLine(json, (int)reader.TokenStartIndex);
        switch (reader.TokenType)
        {
            case JsonTokenType.StartArray:
                List<LocatedJson> items = [];
                while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
                {
                    items.Add(ReadValue(ref reader, json, lines));
                }

                return new LocatedJson(line) { Items = items };
            case JsonTokenType.StartObject:
                List<(string, LocatedJson)> properties = [];
                while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
                {
                    string name = ReadText(ref reader, json, lines);
                    reader.Read();
                    properties.Add((name, ReadValue(ref reader, json, lines)));
                }

                return new LocatedJson(line) { Properties = properties };
            case JsonTokenType.String:
                return new LocatedJson(line) { Scalar = ReadText(ref reader, json, lines) };
            case JsonTokenType.Number:
                return new LocatedJson(line)
                {
                    Scalar = reader.TryGetInt64(out long whole) ? whole : reader.TryGetDouble(out double number) ? number : null,
                };
            default:
                return new LocatedJson(line)
                {
                    Scalar = reader.TokenType is JsonTokenType.True or JsonTokenType.False ? reader.GetBoolean() : null,
                };
        }
    }

    private static string ReadText(ref Utf8JsonReader reader, ReadOnlySpan<byte> json, Lines lines)
    {
        try
        {
            return reader.GetString()!;
        }
        catch (InvalidOperationException exception)
        {
            throw new JsonException(
                "The text is not valid UTF-8.",
                path: null,
                lines.GetLine(json, (int)reader.TokenStartIndex) - 1,
                bytePositionInLine: null,
                exception);
        }
    }

    /// <summary>Counts lines up to positions that only increase.</summary>
    private sealed class Lines
    {
        private int _position;
        private int _line = 1;

        public int GetLine(ReadOnlySpan<byte> json, int position)
        {
            for (; _position < position; _position++)
            {
                _line += json[_position] == (byte)'\n' ? 1 : 0;
            }

            return _line;
        }
    }
}
