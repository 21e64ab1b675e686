using System;
using System.Collections;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Management.Automation;

namespace MeshVideo.Binding;

/// <summary>
/// Converts URIs, and files from Get-ChildItem, to strings. Several media in one cell are separated by semicolons. An empty cell
/// is no value.
/// </summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Field)]
public sealed class MediaArgumentAttribute : ArgumentTransformationAttribute
{
    // Prevents an endless recursion if a list contains itself.
    private const int MaximumDepth = 16;

    /// <summary>Indicates that the parameter is a list.</summary>
    public bool IsList { get; set; }

    /// <inheritdoc/>
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData)
    {
        if (!IsList)
        {
            return ValueUnwrapper.ToScalar(inputData) is { } scalar ? ToText(scalar) : null;
        }

        object? value = ValueUnwrapper.Unwrap(inputData);
        string[] texts = ValueUnwrapper.IsList(value) ? [.. Flatten((IEnumerable)value!, depth: 0)]
            : ValueUnwrapper.ToScalar(value) is { } cell ? SplitCell(ToText(cell))
            : [];
        return texts.Length == 0 ? null : texts;
    }

    private static IEnumerable<string> Flatten(
        IEnumerable items, int depth) => items.Cast<object?>().Select(ValueUnwrapper.Unwrap).SelectMany(item =>
        ValueUnwrapper.IsList(item) && depth < MaximumDepth ? Flatten((IEnumerable)item!, depth + 1)
        : ValueUnwrapper.ToScalar(item) is { } scalar ? [ToText(scalar)]
        : Enumerable.Empty<string>());

    private static string ToText(object value) => value switch
    {
        string text => text,
        Uri link => link.OriginalString,
        // In Windows PowerShell, a FileInfo converts to its name without the folder.
        FileInfo file => file.FullName,
        // A file from a job or a remote session.
        PSObject deserialized when deserialized.TypeNames.Contains("Deserialized.System.IO.FileInfo")
            && deserialized.Properties["FullName"]?.Value is string path =>
            path,
        _ =>
            throw new ArgumentTransformationMetadataException(
                $"{ValueUnwrapper.Describe(value)} is not a media file. Specify a path, a URL, a data URI, an asset or a file."),
    };

    // A data URI contains a semicolon, and a URL may contain one.
    private static string[] SplitCell(string cell) =>
        MediaSource.IsAddress(cell) ? [cell] : [.. cell.Split(';').Select(part => part.Trim()).Where(part => part.Length > 0)];
}
