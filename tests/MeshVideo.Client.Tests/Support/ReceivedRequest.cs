using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using System.Text.Json.Nodes;

namespace MeshVideo.Client.Tests.Support;

/// <summary>One request as it came over the wire.</summary>
internal sealed class ReceivedRequest
{
    public ReceivedRequest(int number, string head)
    {
        Number = number;
        string[] lines = head.Split("\r\n");
        string[] first = lines[0].Split(' ');
        Method = first[0];
        Target = first[1];
        Headers = lines.Skip(1)
            .Select(line => line.Split(": ", 2))
            .ToDictionary(pair => pair[0], pair => pair[1], StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>Counts from 1.</summary>
    public int Number { get; }

    public string Method { get; }

    /// <summary>Path and query.</summary>
    public string Target { get; }

    public IReadOnlyDictionary<string, string> Headers { get; }

    public byte[] Body { get; set; } = [];

    /// <summary>Whether the whole announced body came.</summary>
    public bool IsComplete { get; set; }

    public string Text => Encoding.UTF8.GetString(Body);

    public JsonNode Json => JsonNode.Parse(Body)!;

    public string? this[string header] => Headers.GetValueOrDefault(header);
}
