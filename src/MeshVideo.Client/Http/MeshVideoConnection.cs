using System;
using System.Linq;
using System.Net;
using MeshVideo.Http;

namespace MeshVideo;

/// <summary>Specifies the service, the API key and the proxy. It need not be disposed.</summary>
public sealed class MeshVideoConnection
{
    internal static string UserAgent { get; } =
        "MeshVideo/" + typeof(MeshVideoConnection).Assembly.GetName().Version!.ToString(3);

    /// <summary>The base address of the public service.</summary>
    public static readonly Uri PublicService = new("https://api.meshapi.ai");

    /// <summary>The dated version of the API that requests are written for.</summary>
    public const string DefaultApiVersion = "2026-08";

    private const int MaximumApiVersionLength = 100;

    /// <summary>Initializes the connection settings. Nothing is sent.</summary>
    /// <param name="key">The API key.</param>
    /// <param name="baseUri">
    /// The base address of the service, with or without <c>/v1</c>; null for the public service. It must be https, or http to
    /// this machine.
    /// </param>
    /// <param name="proxy">
    /// The proxy; null to use the proxy of the system. Connections to a service on this machine are always direct.
    /// </param>
    /// <param name="apiVersion">
    /// The dated version of the API, which each request names; null or empty to name none, so that the service chooses.
    /// </param>
    /// <exception cref="MeshVideoException">
    /// <see cref="MeshVideoErrorKind.InvalidBaseUri"/>, or <see cref="MeshVideoErrorKind.InvalidApiVersion"/>: the version
    /// contains a character that is not allowed in a header.
    /// </exception>
    public MeshVideoConnection(
        ApiKey key, Uri? baseUri = null, IWebProxy? proxy = null, string? apiVersion = DefaultApiVersion)
    {
        Key = key ?? throw new ArgumentNullException(nameof(key));
        Base = BaseAddress.Parse(baseUri ?? PublicService);
        ApiVersion = ParseApiVersion(apiVersion);
        Redactor = key.CreateRedactor();
        Handlers = HttpHandlerPool.GetOrCreate(baseUri ?? PublicService, proxy);
    }

    /// <summary>Gets the version of the API that requests name; null if they name none.</summary>
    internal string? ApiVersion { get; }

    internal ApiKey Key { get; }

    internal BaseAddress Base { get; }

    internal Redactor Redactor { get; }

    internal HttpHandlerPool Handlers { get; }

    internal ServiceClock Clock { get; } = new();

    internal ServiceCapacity Capacity { get; } = new();

    /// <summary>Returns the base address of the service.</summary>
    /// <returns>The address, without the API key.</returns>
    public override string ToString() => Base.ToString();

    private static string? ParseApiVersion(string? version)
    {
        string text = version?.Trim() ?? string.Empty;
        if (text.Length > MaximumApiVersionLength || text.Any(character => character is <= ' ' or > '~'))
        {
            throw new MeshVideoException(
                MeshVideoErrorKind.InvalidApiVersion,
                $"'{Redactor.Truncate(text, MaximumApiVersionLength)}' is not a valid API version, such as {DefaultApiVersion}. "
                    + "Nothing was sent.")
            { Remedies = [Remedy.ChangeApiVersion] };
        }

        return text.Length == 0 ? null : text;
    }
}
