using System;
using System.Collections;
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
    /// <summary>Whether the parameter takes several.</summary>
    public bool IsList { get; set; }

    /// <inheritdoc/>
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData)
    {
        object? value = inputData is PSObject wrapped ? wrapped.BaseObject : inputData;
        if (!IsList)
        {
            return Text(value);
        }

        string[] texts = value is IEnumerable items and not string
            ? [.. items.Cast<object?>().Select(Text).OfType<string>()]
            : Split(Text(value));
        return texts.Length == 0 ? null : texts;
    }

    private static string? Text(object? value)
    {
        object? plain = value is PSObject wrapped ? wrapped.BaseObject : value;
        return plain switch
        {
            null => null,
            // In Windows PowerShell the text of a file is its name alone.
            FileSystemInfo file => file.FullName,
            Uri link => link.OriginalString,
            string text => string.IsNullOrWhiteSpace(text) ? null : text,
            _ => throw new ArgumentTransformationMetadataException($"Media is a path, a link, a data URI, an asset or a file, not a {plain.GetType().Name}."),
        };
    }

    // A data URI has a semicolon of its own, and a link may have.
    private static string[] Split(string? cell) => cell is null
        ? []
        : MediaSource.IsAddress(cell) ? [cell] : [.. cell.Split(';').Select(part => part.Trim()).Where(part => part.Length > 0)];
}
