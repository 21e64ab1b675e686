using System;

namespace MeshVideo.Http;

/// <summary>Represents the base address of the service. The API key is sent only to this address.</summary>
internal sealed class BaseAddress
{
    private const string VersionSegment = "/v1";

    private readonly Uri _root;

    private BaseAddress(Uri root) => _root = root;

    /// <summary>Parses an address, with or without a trailing slash or <c>/v1</c>.</summary>
    /// <exception cref="MeshVideoException">
    /// <see cref="MeshVideoErrorKind.InvalidBaseUri"/>: the address is not https (http is allowed only to this machine), or has a
    /// user name, query or fragment.
    /// </exception>
    public static BaseAddress Parse(Uri address)
    {
        if (!address.IsAbsoluteUri || !IsSafe(address))
        {
            throw Invalid(address, "must be an https address (http is allowed only for this machine)");
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

    /// <summary>Gets whether a connection to the address cannot be intercepted on the network.</summary>
    public static bool IsSafe(Uri address) =>
        (address.Scheme == Uri.UriSchemeHttps && HasHost(address)) || (address.Scheme == Uri.UriSchemeHttp && address.IsLoopback);

    /// <summary>Gets the address of an endpoint below <c>/v1/</c>.</summary>
    public Uri Endpoint(string path) => new(_root, "v1/" + path);

    /// <summary>Gets whether the API key may be sent to an address: scheme, host and port must be equal.</summary>
    public bool Owns(Uri address) =>
        Uri.Compare(_root, address, UriComponents.SchemeAndServer, UriFormat.UriEscaped, StringComparison.OrdinalIgnoreCase) == 0;

    public override string ToString() => _root.GetLeftPart(UriPartial.Path).TrimEnd('/');

    // The constructor of Uri does not validate international host names. IdnHost throws for an invalid one.
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
        new(MeshVideoErrorKind.InvalidBaseUri, $"The base address '{Redactor.FormatAddress(address)}' {must}. Nothing was sent.")
        {
            Remedies = [Remedy.CheckBaseUri],
        };
}
