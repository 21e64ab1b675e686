using System;
using System.Net;
using MeshVideo.Http;

namespace MeshVideo;

/// <summary>How to reach the service: where it is, with which key, through which proxy. Holds no open resource that needs closing.</summary>
public sealed class MeshVideoConnection
{
    internal static string UserAgent { get; } =
        "MeshVideo/" + typeof(MeshVideoConnection).Assembly.GetName().Version!.ToString(3);

    /// <summary>The address of the public service.</summary>
    public static readonly Uri PublicService = new("https://api.meshapi.ai");

    /// <summary>Describes a connection; nothing is opened yet.</summary>
    /// <param name="key">The key.</param>
    /// <param name="baseUri">The service's address, with or without <c>/v1</c>; the public service by default. https, or http to this machine.</param>
    /// <param name="proxy">The proxy to use; the system's by default. A service on this machine is reached without one.</param>
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

    /// <summary>The service's address.</summary>
    /// <returns>The address; never the key.</returns>
    public override string ToString() => Base.ToString();
}
