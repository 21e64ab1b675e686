using System;

namespace MeshVideo.Http;

/// <summary>Where the service is: the only place that the key is ever sent to.</summary>
internal sealed class BaseAddress
{
    private const string VersionSegment = "/v1";

    private readonly Uri _root;

    private BaseAddress(Uri root) => _root = root;

    /// <summary>Takes the address with or without a trailing slash, with or without a trailing <c>/v1</c>.</summary>
    /// <exception cref="MeshVideoException"><see cref="MeshVideoErrorKind.InvalidBaseUri"/>: not https (http only to this machine), or with parts it must not have.</exception>
    public static BaseAddress Parse(Uri address)
    {
        if (!address.IsAbsoluteUri || !IsSafe(address))
        {
            throw Invalid(address, "must be an https address (plain http only to this machine)");
        }

        if (address.UserInfo.Length > 0 || address.Query.Length > 0 || address.Fragment.Length > 0)
        {
            throw Invalid(address, "must have no user name, query or fragment");
        }

        string path = address.AbsolutePath.TrimEnd('/');
        if (path.EndsWith(VersionSegment, StringComparison.OrdinalIgnoreCase))
        {
            path = path.Substring(0, path.Length - VersionSegment.Length);
        }

        return new BaseAddress(new UriBuilder(address) { Path = path + "/" }.Uri);
    }

    /// <summary>Whether nobody on the way can read what goes there.</summary>
    public static bool IsSafe(Uri address) =>
        (address.Scheme == Uri.UriSchemeHttps && HasHost(address)) || (address.Scheme == Uri.UriSchemeHttp && address.IsLoopback);

    /// <summary>The address of an endpoint below <c>/v1/</c>.</summary>
    public Uri Endpoint(string path) => new(_root, "v1/" + path);

    /// <summary>Whether the key may go there: same scheme, host and port.</summary>
    public bool Owns(Uri address) =>
        Uri.Compare(_root, address, UriComponents.SchemeAndServer, UriFormat.UriEscaped, StringComparison.OrdinalIgnoreCase) == 0;

    public override string ToString() => _root.GetLeftPart(UriPartial.Path).TrimEnd('/');

    // A name that no name server could be asked for is found out only when it is.
    private static bool HasHost(Uri address)
    {
        try
        {
            return address.IdnHost.Length > 0;
        }
        catch (UriFormatException)
        {
            return false;
        }
    }

    private static MeshVideoException Invalid(Uri address, string must) =>
        new(MeshVideoErrorKind.InvalidBaseUri, $"The base address '{Redactor.FormatAddress(address)}' {must}. Nothing was sent.") { Remedies = [Remedy.CheckBaseUri] };
}
