namespace MeshVideo;

/// <summary>The address of the online help.</summary>
internal static class HelpLink
{
    /// <summary>The folder that contains the help page of each cmdlet, for <c>Get-Help -Online</c>.</summary>
    public const string Folder = "https://github.com/meshvideo/meshvideo/blob/main/docs/en-US/";
}
