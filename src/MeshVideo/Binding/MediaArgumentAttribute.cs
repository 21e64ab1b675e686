using System;
using System.Collections;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Management.Automation;

namespace MeshVideo.Binding;

/// <summary>
/// Takes media as texts, links or files from Get-ChildItem; several in one cell of a table are parted by semicolons. An empty cell is not
/// given.
/// </summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Field)]
public sealed class MediaArgumentAttribute : ArgumentTransformationAttribute
{
    // A list that holds itself has no end.
    private const int MaximumDepth = 16;

    /// <summary>Whether the parameter takes several.</summary>
    public bool IsList { get; set; }

    /// <inheritdoc/>
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData)
    {
        if (!IsList)
        {
            return InputValue.Single(inputData) is { } single ? ToText(single) : null;
        }

        object? value = InputValue.Plain(inputData);
        string[] texts = InputValue.IsList(value) ? [.. Texts((IEnumerable)value!, depth: 0)]
            : InputValue.Single(value) is { } cell ? Split(ToText(cell))
            : [];
        return texts.Length == 0 ? null : texts;
    }

    private static IEnumerable<string> Texts(IEnumerable items, int depth) => items.Cast<object?>().Select(InputValue.Plain).SelectMany(item =>
        InputValue.IsList(item) && depth < MaximumDepth ? Texts((IEnumerable)item!, depth + 1)
        : InputValue.Single(item) is { } single ? [ToText(single)]
        : Enumerable.Empty<string>());

    private static string ToText(object value) => value switch
    {
        string text => text,
        Uri link => link.OriginalString,
        // In Windows PowerShell the text of a file is its name alone.
        FileInfo file => file.FullName,
        // A file that went through a job or a remote session.
        PSObject saved when saved.TypeNames.Contains("Deserialized.System.IO.FileInfo") && saved.Properties["FullName"]?.Value is string path => path,
        _ => throw new ArgumentTransformationMetadataException($"{InputValue.Describe(value)} is not media. Give a path, a link, a data URI, an asset or a file."),
    };

    // A data URI has a semicolon of its own, and a link may have.
    private static string[] Split(string cell) =>
        MediaSource.IsAddress(cell) ? [cell] : [.. cell.Split(';').Select(part => part.Trim()).Where(part => part.Length > 0)];
}
