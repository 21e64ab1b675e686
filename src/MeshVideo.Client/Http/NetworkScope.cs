namespace MeshVideo.Http;

/// <summary>Specifies how near an address is to this machine. Higher values are nearer.</summary>
internal enum NetworkScope
{
    /// <summary>The internet.</summary>
    Public,

    /// <summary>A private network.</summary>
    Private,

    /// <summary>This machine, or its local link.</summary>
    Local,
}
