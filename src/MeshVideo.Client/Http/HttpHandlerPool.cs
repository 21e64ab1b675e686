using System;
using System.Linq;
using System.Net;
using System.Net.Http;
#if NET
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
#endif

namespace MeshVideo.Http;

/// <summary>
/// The connection pools: one for reads of the API and one for creates, which see the key, and one for the hosts of files, which never does.
/// The whole process shares one set, and one for services on this machine; a proxy of the caller's own gets a set of its own.
/// </summary>
internal sealed class HttpHandlerPool
{
    /// <summary>A thousand waits share these.</summary>
    private const int ApiConnections = 8;

    private const int FileConnections = 64;

    private static readonly Lazy<HttpHandlerPool> DefaultPair = new(() => new HttpHandlerPool(useProxy: true));
    private static readonly Lazy<HttpHandlerPool> LocalPair = new(() => new HttpHandlerPool(useProxy: false));

    private readonly IWebProxy? _proxy;
    private readonly Lazy<HttpMessageInvoker>[] _files;

    private HttpHandlerPool(bool useProxy, IWebProxy? proxy = null)
    {
        _proxy = useProxy ? proxy ?? SystemProxy.Current : null;
        Api = CreateInvoker(ApiConnections, DecompressionMethods.GZip | DecompressionMethods.Deflate, useProxy, proxy);
        Creates = new CreateConnections(() => CreateInvoker(1, DecompressionMethods.GZip | DecompressionMethods.Deflate, useProxy, proxy, isForCreates: true));
        // A compressed transfer could neither be resumed nor have its length checked.
        _files = [.. new[] { NetworkScope.Public, NetworkScope.Private, NetworkScope.Local }.Select(scope => new Lazy<HttpMessageInvoker>(
            () => CreateInvoker(FileConnections, DecompressionMethods.None, useProxy, proxy, files: (this, scope))))];
    }

    /// <summary>The handlers for a service.</summary>
    /// <param name="service">Its address.</param>
    /// <param name="proxy">The caller's own proxy; the system's where there is none.</param>
    public static HttpHandlerPool GetOrCreate(Uri service, IWebProxy? proxy)
    {
        // Plain http is allowed to this machine because nobody can listen in. A proxy could, and could not reach it anyway.
        if (service.IsLoopback)
        {
            return LocalPair.Value;
        }

        return proxy is null ? DefaultPair.Value : new HttpHandlerPool(useProxy: true, proxy);
    }

    /// <summary>The proxy on the way to an address, if there is one.</summary>
    public ProxyRoute? GetProxy(Uri address)
    {
        if (_proxy is null || _proxy.IsBypassed(address))
        {
            return null;
        }

        // Older ones answer with the address itself where there is none.
        return _proxy.GetProxy(address) is { } hop && hop != address ? new ProxyRoute(hop, _proxy.Credentials is not null) : null;
    }

    public HttpMessageInvoker Api { get; }

    public CreateConnections Creates { get; }

    /// <summary>
    /// The pool for files that connects to addresses up to a scope. Each has a pool of its own, so that no connection is used for a link
    /// that may not lead there.
    /// </summary>
    public HttpMessageInvoker ForDownloads(NetworkScope scope) => _files[(int)scope].Value;

    private static HttpMessageInvoker CreateInvoker(
        int connections, DecompressionMethods decompression, bool useProxy, IWebProxy? proxy, bool isForCreates = false,
        (HttpHandlerPool Owner, NetworkScope Scope)? files = null)
    {
#if NET
        SocketsHttpHandler handler = new()
        {
            MaxConnectionsPerServer = connections,
            AutomaticDecompression = decompression,
            AllowAutoRedirect = false,
            UseCookies = false,
            ConnectTimeout = TimeSpan.FromSeconds(15),
            // A long night of waiting must notice that the service moved to other addresses.
            PooledConnectionLifetime = TimeSpan.FromMinutes(10),
            PooledConnectionIdleTimeout = TimeSpan.FromSeconds(90),
            MaxResponseHeadersLength = 128,
            // The service has no use for the headers of a trace, nor a file host.
            ActivityHeadersPropagator = null,
        };
        if (isForCreates)
        {
            handler.ConnectCallback = EarlyResponseStream.ConnectAsync;
        }
        else if (files is { } pool)
        {
            handler.ConnectCallback = new ScopedConnector(pool.Owner, pool.Scope).ConnectAsync;
        }

        handler.SslOptions.RemoteCertificateValidationCallback = static (stream, certificate, chain, errors) =>
            ServerCertificate.Check((stream as SslStream)?.TargetHostName ?? string.Empty, certificate as X509Certificate2, chain, errors);
#else
        const SecurityProtocolType systemDefault = 0;
        if (ServicePointManager.SecurityProtocol != systemDefault)
        {
            // .NET Framework on older systems starts without TLS 1.2. It is added, not set, because the setting is that of the whole process.
            ServicePointManager.SecurityProtocol |= SecurityProtocolType.Tls12;
        }

        HttpClientHandler handler = new()
        {
            MaxConnectionsPerServer = connections,
            AutomaticDecompression = decompression,
            AllowAutoRedirect = false,
            UseCookies = false,
            ServerCertificateCustomValidationCallback = static (request, certificate, chain, errors) =>
                ServerCertificate.Check(request.RequestUri?.Host ?? string.Empty, certificate, chain, errors),
        };
#endif
        handler.UseProxy = useProxy;
        if (proxy is not null)
        {
            handler.Proxy = proxy;
        }

        // The invoker has no timeout and no default headers of its own: both are set where they are known.
        return new HttpMessageInvoker(handler);
    }
}
