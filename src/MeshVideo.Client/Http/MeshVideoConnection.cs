using System;
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

    /// <summary>Initializes the connection settings. Nothing is sent.</summary>
    /// <param name="key">The API key.</param>
    /// <param name="baseUri">
    /// The base address of the service, with or without <c>/v1</c>; null for the public service. It must be https, or http to
    /// this machine.
    /// </param>
    /// <param name="proxy">
    /// The proxy; null to use the proxy of the system. Connections to a service on this machine are always direct.
    /// </param>
    /// <exception cref="MeshVideoException"><see cref="MeshVideoErrorKind.InvalidBaseUri"/>.</exception>
    public MeshVideoConnection(ApiKey key, Uri? baseUri = null, IWebProxy? proxy = null)
    {
        Key = key ?? throw new ArgumentNullException(nameof(key));
        Base = BaseAddress.Parse(baseUri ?? PublicService);
        Redactor = key.CreateRedactor();
        Handlers = HttpHandlerPool.GetOrCreate(baseUri ?? PublicService, proxy);
    }

    internal ApiKey Key { get; }

    internal BaseAddress Base { get; }

    internal Redactor Redactor { get; }

    internal HttpHandlerPool Handlers { get; }

    internal ServiceClock Clock { get; } = new();

    /// <summary>Returns the base address of the service.</summary>
    /// <returns>The address, without the API key.</returns>
    public override string ToString() => Base.ToString();
}
