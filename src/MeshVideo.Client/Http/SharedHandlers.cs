using System;
using System.Net;
using System.Net.Http;

namespace MeshVideo.Http;

/// <summary>
/// The two connection pools: one to the API, which sees the key, and one to the hosts of files, which never does.
/// One pair is shared by the whole process; a proxy of the caller's own gets a pair of its own.
/// </summary>
internal sealed class SharedHandlers
{
    /// <summary>A thousand waits share these.</summary>
    private const int ApiConnections = 8;

    private const int FileConnections = 64;

    private static readonly Lazy<SharedHandlers> DefaultPair = new(() => new SharedHandlers(proxy: null));

    public SharedHandlers(IWebProxy? proxy)
    {
        Api = CreateInvoker(ApiConnections, DecompressionMethods.GZip | DecompressionMethods.Deflate, proxy);
        // A compressed transfer could neither be resumed nor have its length checked.
        Files = CreateInvoker(FileConnections, DecompressionMethods.None, proxy);
    }

    public static SharedHandlers Default => DefaultPair.Value;

    public HttpMessageInvoker Api { get; }

    public HttpMessageInvoker Files { get; }

    private static HttpMessageInvoker CreateInvoker(int connections, DecompressionMethods decompression, IWebProxy? proxy)
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
            MaxResponseHeadersLength = 64,
        };
#else
        const SecurityProtocolType systemDefault = 0;
        if (ServicePointManager.SecurityProtocol != systemDefault)
        {
            // Windows PowerShell on older systems starts without TLS 1.2; added, never set, since it is the whole process's.
            ServicePointManager.SecurityProtocol |= SecurityProtocolType.Tls12;
        }

        HttpClientHandler handler = new()
        {
            MaxConnectionsPerServer = connections,
            AutomaticDecompression = decompression,
            AllowAutoRedirect = false,
            UseCookies = false,
        };
#endif
        if (proxy is not null)
        {
            handler.UseProxy = true;
            handler.Proxy = proxy;
        }

        // The invoker has no timeout and no default headers of its own: both are set where they are known.
        return new HttpMessageInvoker(handler);
    }
}
