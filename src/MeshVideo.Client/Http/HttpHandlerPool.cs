using System;
using System.Linq;
using System.Net;
using System.Net.Http;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;

namespace MeshVideo.Http;

/// <summary>
/// Manages the HTTP connections: a pool for reads of the API and one for creates, whose requests contain the API key, and one for
/// file hosts, whose requests never do. All clients of the process share one set, and one for services on this machine. A
/// specified proxy has its own set.
/// </summary>
internal sealed class HttpHandlerPool
{
    /// <summary>A thousand waits share these connections.</summary>
    private const int ApiConnections = 8;

    private const int DownloadConnections = 64;

    private const DecompressionMethods ApiDecompression = DecompressionMethods.GZip | DecompressionMethods.Deflate;

    private static readonly Lazy<HttpHandlerPool> Default = new(() => new HttpHandlerPool(useProxy: true));
    private static readonly Lazy<HttpHandlerPool> Loopback = new(() => new HttpHandlerPool(useProxy: false));

    private readonly IWebProxy? _proxy;
    private readonly Lazy<HttpMessageInvoker>[] _downloads;

    private HttpHandlerPool(bool useProxy, IWebProxy? proxy = null)
    {
        _proxy = useProxy ? proxy ?? SystemProxy.Current : null;
        Api = CreateInvoker(ApiConnections, ApiDecompression, useProxy, proxy);
        Creates = new CreateConnections(
            () => CreateInvoker(1, ApiDecompression, useProxy, proxy, isForCreates: true));
        // A compressed download cannot be resumed, and its length cannot be verified.
        _downloads = [.. new[] { NetworkScope.Public, NetworkScope.Private, NetworkScope.Local }
            .Select(scope => new Lazy<HttpMessageInvoker>(
            () => CreateInvoker(DownloadConnections, DecompressionMethods.None, useProxy, proxy, download: (this, scope))))];
    }

    /// <summary>Gets the connections for a service.</summary>
    /// <param name="service">The address of the service.</param>
    /// <param name="proxy">The proxy; null to use the proxy of the system.</param>
    public static HttpHandlerPool GetOrCreate(Uri service, IWebProxy? proxy)
    {
        // Plain http is allowed for this machine because no one can intercept it. A proxy could, and could not reach this machine
        // anyway.
        if (service.IsLoopback)
        {
            return Loopback.Value;
        }

        return proxy is null ? Default.Value : new HttpHandlerPool(useProxy: true, proxy);
    }

    /// <summary>Gets the proxy for an address; null if the connection is direct.</summary>
    public ProxyRoute? GetRoute(Uri address)
    {
        if (_proxy is null || _proxy.IsBypassed(address))
        {
            return null;
        }

        // Older implementations return the address itself for a direct connection.
        return _proxy.GetProxy(address) is { } proxy && proxy != address
            ? new ProxyRoute(proxy, _proxy.Credentials is not null)
            : null;
    }

    public HttpMessageInvoker Api { get; }

    public CreateConnections Creates { get; }

    /// <summary>
    /// Gets the pool for downloads that connects to addresses up to a scope. Each scope has its own pool, so that a link never
    /// uses a connection to an address that it is not allowed to access.
    /// </summary>
    public HttpMessageInvoker ForDownloads(NetworkScope scope) => _downloads[(int)scope].Value;

    /// <summary>Gets the certificates of the hosts.</summary>
    public ServerCertificates Certificates { get; } = new();

    private HttpMessageInvoker CreateInvoker(
        int connections, DecompressionMethods decompression, bool useProxy, IWebProxy? proxy, bool isForCreates = false,
        (HttpHandlerPool Owner, NetworkScope Scope)? download = null)
    {
#if NET
        SocketsHttpHandler handler = new()
        {
            MaxConnectionsPerServer = connections,
            AutomaticDecompression = decompression,
            AllowAutoRedirect = false,
            UseCookies = false,
            ConnectTimeout = TimeSpan.FromSeconds(15),
            // Long waits have to detect that the service moved to other addresses.
            PooledConnectionLifetime = TimeSpan.FromMinutes(10),
            PooledConnectionIdleTimeout = TimeSpan.FromSeconds(90),
            MaxResponseHeadersLength = 128,
            // Neither the service nor file hosts need tracing headers.
            ActivityHeadersPropagator = null,
        };
        if (isForCreates)
        {
            handler.ConnectCallback = static async (context, cancellationToken) => new EarlyResponseStream(
                await TcpConnection.OpenAsync(socket => socket.ConnectAsync(context.DnsEndPoint, cancellationToken))
                    .ConfigureAwait(false));
        }
        else if (download is { } pool)
        {
            handler.ConnectCallback = new ScopedConnector(pool.Owner, pool.Scope).ConnectAsync;
        }

        handler.SslOptions.RemoteCertificateValidationCallback = (stream, certificate, chain, errors) =>
            CheckCertificate(
                (stream as SslStream)?.TargetHostName ?? string.Empty, certificate as X509Certificate2, chain, errors);
#else
        const SecurityProtocolType systemDefault = 0;
        if (ServicePointManager.SecurityProtocol != systemDefault)
        {
            // .NET Framework on older systems starts without TLS 1.2. The code adds it to the setting, which applies to the whole
            // process.
            ServicePointManager.SecurityProtocol |= SecurityProtocolType.Tls12;
        }

        HttpClientHandler handler = new()
        {
            MaxConnectionsPerServer = connections,
            AutomaticDecompression = decompression,
            AllowAutoRedirect = false,
            UseCookies = false,
            ServerCertificateCustomValidationCallback = (request, certificate, chain, errors) =>
                CheckCertificate(request.RequestUri?.Host ?? string.Empty, certificate, chain, errors),
        };
#endif
        handler.UseProxy = useProxy;
        if (proxy is not null)
        {
            handler.Proxy = proxy;
        }

        // The invoker has no timeout and no default headers. The callers set them.
        return new HttpMessageInvoker(handler);
    }

    private bool CheckCertificate(string host, X509Certificate2? certificate, X509Chain? chain, SslPolicyErrors errors)
    {
        bool isValid = ServerCertificate.Check(host, certificate, chain, errors);
        Certificates.Record(host, certificate);
        return isValid;
    }
}
