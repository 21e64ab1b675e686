using System;
using System.Collections.Generic;
using System.Net;
using System.Net.Http;
using System.Threading;
using System.Threading.Tasks;
using MeshVideo.Http;

namespace MeshVideo.Downloads;

/// <summary>
/// Sends the requests of a download to the file host, never with the API key. Follows redirects, but not to a host that is nearer
/// to this machine than the one that names it.
/// </summary>
internal sealed class FileHostClient(Download download)
{
    private const int MaximumRedirects = 10;

    private readonly MeshVideoConnection _connection = download.Client.Connection;

    /// <summary>Requests a file, or the rest of one.</summary>
    /// <returns>The response, with any status; a redirect only after too many.</returns>
    /// <exception cref="ConnectionLostException">The host could not be reached.</exception>
    /// <exception cref="MeshVideoException">The link must not be followed, or the proxy or certificate prevents it.</exception>
    public async Task<HttpResponseMessage> SendAsync(Uri link, ResumableDownload file, CancellationToken cancellationToken)
    {
        // Some hosts set a cookie with a redirect and require it in the next request.
        CookieContainer? cookies = null;
        List<Uri> referrers = [_connection.Base.Endpoint(string.Empty)];
        for (int redirects = 0; ; redirects++)
        {
            if (!BaseAddress.IsSafe(link))
            {
                throw DownloadErrors.InsecureLink(download, link);
            }

            using HttpRequestMessage request = new(HttpMethod.Get, link);
            request.Headers.TryAddWithoutValidation("User-Agent", MeshVideoConnection.UserAgent);
            request.Headers.TryAddWithoutValidation("Accept-Encoding", "identity");
            if (cookies?.GetCookieHeader(link) is { Length: > 0 } cookie)
            {
                request.Headers.TryAddWithoutValidation("Cookie", cookie);
            }

            file.AddRangeHeaders(request.Headers);
            HttpResponseMessage response = await SendAsync(request, referrers, cancellationToken).ConfigureAwait(false);
            bool isRedirect = (int)response.StatusCode is 301 or 302 or 303 or 307 or 308;
            if (!isRedirect || redirects == MaximumRedirects
                || response.Headers.Location is not { } location || !Uri.TryCreate(link, location, out Uri? target))
            {
                return response;
            }

            AddCookies(cookies ??= new CookieContainer(), link, response);
            response.Dispose();
            referrers.Add(link);
            link = target;
        }
    }

    private static void AddCookies(CookieContainer cookies, Uri link, HttpResponseMessage response)
    {
        foreach (string cookie in response.Headers.TryGetValues("Set-Cookie", out IEnumerable<string>? values) ? values : [])
        {
            try
            {
                cookies.SetCookies(link, cookie);
            }
            catch (CookieException)
            {
                // The cookie is invalid, or for another host.
            }
        }
    }

    private async Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request, List<Uri> referrers, CancellationToken cancellationToken)
    {
        HttpHandlerPool handlers = _connection.Handlers;
        Uri link = request.RequestUri!;
        string host = link.DnsSafeHost;
        for (NetworkScope scope = NetworkAddress.GetScope(link); ;)
        {
#if !NET
            // .NET Standard 2.0 cannot check the address when the connection is made.
            if (handlers.GetRoute(link) is null)
            {
                scope = await NetworkAddress.GetNearestScopeAsync(link).ConfigureAwait(false);
            }
#endif
            foreach (Uri referrer in referrers)
            {
                if (!await NetworkAddress.IsLinkAllowedAsync(referrer, scope, cancellationToken).ConfigureAwait(false))
                {
                    throw DownloadErrors.ForbiddenNetwork(download, link, host, scope);
                }
            }

            try
            {
                return await handlers.ForDownloads(scope).SendAsync(request, cancellationToken).ConfigureAwait(false);
            }
            catch (HttpRequestException exception) when (exception.GetBaseException() is ScopeRefusedException refused)
            {
                // The name resolves to an address of another network: check that one.
                (scope, host) = (NetworkAddress.GetScope(refused.Address), refused.Address.ToString());
            }
            catch (HttpRequestException exception)
            {
                ConnectionError error = ConnectionError.From(link, handlers.GetRoute(link), exception);
                throw error.Kind == MeshVideoErrorKind.ConnectionFailed
                    ? new ConnectionLostException(error.Reason, exception)
                    : DownloadErrors.Unreachable(download, error, exception);
            }
        }
    }
}
