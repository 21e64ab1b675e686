namespace MeshVideo;

/// <summary>Specifies how <see cref="ReportWriter"/> writes a report.</summary>
public sealed record ReportOptions
{
    /// <summary>Gets the title of the page.</summary>
    public string Title { get; init; } = "MeshVideo";

    /// <summary>Gets whether an existing file is replaced.</summary>
    public bool Overwrite { get; init; }

    /// <summary>Gets whether a file that is read-only is replaced too.</summary>
    public bool OverwriteReadOnly { get; init; }
}
