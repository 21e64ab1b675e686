using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text.Json;
using System.Text.RegularExpressions;
using MeshVideo.Json;

namespace MeshVideo.Contract;

/// <summary>
/// Reads the fields of an object of the table of models, each once. An omitted field is not known, as is "?". Other values of a
/// wrong kind are errors that name the line.
/// </summary>
internal sealed class ModelTableFields
{
    private const string Unknown = "?";
    private const int MaximumCount = 100_000;

    private static readonly Regex Range = new(@"^\s*([0-9]{1,5})\s*-\s*([0-9]{1,5})\s*\z", RegexOptions.CultureInvariant);

    private readonly Dictionary<string, LocatedJson> _fields = new(StringComparer.Ordinal);
    private readonly int _line;
    private readonly string _description;

    /// <param name="value">The object.</param>
    /// <param name="description">What the object describes, for the message of an error.</param>
    public ModelTableFields(LocatedJson value, string description)
    {
        _line = value.Line;
        _description = description;
        foreach ((string name, LocatedJson field) in value.Properties ?? throw Error(_line, $"{description} must be an object"))
        {
            if (_fields.ContainsKey(name))
            {
                throw Error(field.Line, $"'{name}' is specified twice");
            }

            _fields.Add(name, field);
        }
    }

    public static bool IsUnknown(LocatedJson value) => value.Scalar is Unknown;

    public LocatedJson? Take(string name)
    {
        if (!_fields.TryGetValue(name, out LocatedJson? value))
        {
            return null;
        }

        _fields.Remove(name);
        return value;
    }

    public bool? TakeFlag(string name) => Take(name) is not { } value || IsUnknown(value)
        ? null
        : value.Scalar is bool flag ? flag : throw Error(value.Line, $"'{name}' must be true, false or \"?\"");

    public int? TakeCount(string name) => Take(name) is not { } value || IsUnknown(value)
        ? null
        : value.Scalar is long number and >= 0 and <= MaximumCount
            ? (int)number
            : throw Error(value.Line, $"'{name}' must be a whole number or \"?\"");

    public (int? Minimum, int? Maximum) TakeRange(string name)
    {
        if (Take(name) is not { } value || IsUnknown(value))
        {
            return (null, null);
        }

        if (value.Scalar is string text && Range.Match(text) is { Success: true } match)
        {
            int minimum = int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture);
            int maximum = int.Parse(match.Groups[2].Value, CultureInfo.InvariantCulture);
            if (minimum <= maximum)
            {
                return (minimum, maximum);
            }
        }

        throw Error(value.Line, $"'{name}' must be a range such as \"4-15\", or \"?\"");
    }

    /// <summary>Reads a list of resolutions, and whether there may be others.</summary>
    public (IReadOnlyList<string> Known, bool MayHaveOthers) TakeResolutions(string name)
    {
        if (Take(name) is not { } value || IsUnknown(value))
        {
            return ([], true);
        }

        string[] texts = ReadTexts(value, $"'{name}' must be a list such as [\"480p\", \"720p\", \"?\"]");
        return ([.. texts.Where(text => text != Unknown)], texts.Contains(Unknown));
    }

    /// <summary>Reads a field with one of several values.</summary>
    /// <returns>The value; null if it is not known.</returns>
    public string? TakeWord(string name, params string[] words) => Take(name) is not { } value || IsUnknown(value)
        ? null
        : value.Scalar is string word && words.Contains(word)
            ? word
            : throw Error(value.Line, $"'{name}' must be {string.Join(", ", words.Select(known => $"\"{known}\""))} or \"?\"");

    public string? TakeText(string name) => Take(name) is not { } value || IsUnknown(value)
        ? null
        : value.Scalar as string ?? throw Error(value.Line, $"'{name}' must be text");

    public DateTime TakeDay(string name)
    {
        LocatedJson value = TakeRequired(name);
        return DateTime.TryParseExact(
            value.Scalar as string, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateTime day)
            ? day
            : throw Error(value.Line, $"'{name}' must be a day such as \"2026-11-26\"");
    }

    public IReadOnlyList<LocatedJson> TakeRows(string name)
    {
        LocatedJson value = TakeRequired(name);
        return value.Items ?? throw Error(value.Line, $"'{name}' must be a list");
    }

    /// <summary>Reads an id.</summary>
    /// <param name="name">The name of the field.</param>
    /// <param name="names">The ids of other models without their prefix, which the id is added to.</param>
    public string TakeId(string name, HashSet<string> names)
    {
        LocatedJson value = TakeRequired(name);
        return ReadId(value, value.Scalar as string, name, names);
    }

    public IReadOnlyList<string> TakeIds(string name, HashSet<string> names) => Take(name) is not { } value
        ? []
        : [.. ReadTexts(value, $"'{name}' must be a list of ids").Select(id => ReadId(value, id, name, names))];

    /// <summary>Throws if there is a field that was not read, such as a misspelled one.</summary>
    public void ThrowIfRemaining()
    {
        if (_fields.Count > 0)
        {
            KeyValuePair<string, LocatedJson> field = _fields.First();
            throw Error(field.Value.Line, $"'{field.Key}' is not a field of {_description}");
        }
    }

    private LocatedJson TakeRequired(string name) =>
        Take(name) ?? throw Error(_line, $"{_description} must have the field '{name}'");

    private static string[] ReadTexts(LocatedJson value, string requirement)
    {
        IReadOnlyList<LocatedJson> items = value.Items ?? throw Error(value.Line, requirement);
        return
        [
            .. items.Select(
                item =>
                    item.Scalar is string text && !string.IsNullOrWhiteSpace(text) ? text : throw Error(item.Line, requirement)),
        ];
    }

    private static string ReadId(LocatedJson value, string? id, string name, HashSet<string> names)
    {
        if (string.IsNullOrWhiteSpace(id))
        {
            throw Error(value.Line, $"'{name}' must be the id of a model");
        }

        return names.Add(ModelId.RemovePrefix(id!)) ? id! : throw Error(value.Line, $"the model '{id}' is specified twice");
    }

    // The line of a JsonException is counted from 0.
    private static JsonException Error(int line, string message) =>
        new(message, path: null, line - 1, bytePositionInLine: null);
}
