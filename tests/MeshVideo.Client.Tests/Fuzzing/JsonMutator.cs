using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json;

namespace MeshVideo.Client.Tests.Fuzzing;

/// <summary>Damages JSON where it hurts: it stays a document, with something in it that is not what it should be.</summary>
internal static class JsonMutator
{
    public static byte[] Mutate(Random random, byte[] bytes)
    {
        byte[] value = HostileBytes.Value(random);
        if (Places(bytes) is not { Count: > 0 } places)
        {
            return value;
        }

        // As the text stands, since no JSON writer would write what is put into it.
        (int name, int start, int end) = places[random.Next(places.Count)];
        byte[] before = bytes[..start];
        byte[] after = bytes[end..];
        if (name < 0)
        {
            return [.. before, .. random.Next(4) == 0 ? Rows(random, value) : value, .. after];
        }

        return random.Next(6) switch
        {
            0 => [.. bytes[..name], .. "\"_\":0"u8, .. after],
            // The same field twice.
            1 => [.. bytes[..end], (byte)',', .. bytes[name..start], .. value, .. after],
            // A value under a name that is none.
            2 =>
            [
                .. bytes[..end], (byte)',', .. value[0] == (byte)'"' ? value : "\"\\ud800\""u8.ToArray(), (byte)':', (byte)'1',
                .. after,
            ],
            _ => [.. before, .. value, .. after],
        };
    }

    /// <summary>Where each value is, and its name if it has one. What cannot be read on is left.</summary>
    private static List<(int Name, int Start, int End)> Places(byte[] bytes)
    {
        List<(int Name, int Start, int End)> places = [];
        Stack<(int Name, int Start)> open = new();
        Utf8JsonReader reader = new(bytes, new JsonReaderOptions { MaxDepth = 1000 });
        int name = -1;
        try
        {
            while (reader.Read())
            {
                int start = (int)reader.TokenStartIndex;
                switch (reader.TokenType)
                {
                    case JsonTokenType.PropertyName:
                        name = start;
                        continue;
                    case JsonTokenType.StartObject or JsonTokenType.StartArray:
                        open.Push((name, start));
                        break;
                    case JsonTokenType.EndObject or JsonTokenType.EndArray:
                        (int itsName, int itsStart) = open.Pop();
                        places.Add((itsName, itsStart, (int)reader.BytesConsumed));
                        break;
                    default:
                        places.Add((name, start, (int)reader.BytesConsumed));
                        break;
                }

                name = -1;
            }
        }
        catch (JsonException)
        {
            // An earlier damage.
        }

        return places;
    }

    private static byte[] Rows(Random random, byte[] value) =>
        [.. Enumerable.Range(0, random.Next(1, 60)).SelectMany(row => row == 0 ? value : [(byte)',', .. value])];
}
