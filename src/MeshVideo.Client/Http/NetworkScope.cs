namespace MeshVideo.Http;

/// <summary>How near to this machine an address is: the higher, the nearer.</summary>
internal enum NetworkScope
{
    /// <summary>Anywhere on the internet.</summary>
    Public,

    /// <summary>In a private network.</summary>
    Private,

    /// <summary>This machine itself, or the link that it is on.</summary>
    Local,
}
