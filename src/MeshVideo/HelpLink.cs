namespace MeshVideo;

/// <summary>Where the help pages are on the web.</summary>
internal static class HelpLink
{
    /// <summary>The folder of the pages, each named by its command: what <c>Get-Help -Online</c> opens, and what a page has as its HelpUri.</summary>
    public const string Folder = "https://github.com/meshvideo/meshvideo/blob/main/docs/en-US/";
}
