using System;
using System.Collections.Generic;
using System.Net;
using System.Net.Http;
using System.Threading;
using System.Threading.Tasks;
using MeshVideo.Http;

namespace MeshVideo.Saving;

/// <summary>
/// Asks for a link's file, or for the rest of it, and follows redirects, but from no host to one that is nearer to this machine. Never
/// sends the key.
/// </summary>
internal sealed class FileRequester(MeshVideoConnection connection)
{
    private const int LongestRedirectChain = 10;

    private readonly HttpHandlerPool _handlers = connection.Handlers;

    /// <summary>Asks for it.</summary>
    /// <returns>The answer: whatever status it has, but a redirect only after too many.</returns>
    /// <exception cref="ConnectionLostException">There was none.</exception>
    /// <exception cref="MeshVideoException">The link leads to where others could read the file, or nearer to this machine than it may, or no way leads there from this machine.</exception>
    public async Task<HttpResponseMessage> SendAsync(string taskId, Uri link, Transfer transfer, CancellationToken cancellationToken)
    {
        // Some hosts have a cookie that they set with a redirect come back with the next request.
        CookieContainer? cookies = null;
        List<Uri> namedBy = [connection.Base.Endpoint(string.Empty)];
        for (int redirects = 0; ; redirects++)
        {
            if (!BaseAddress.IsSafe(link))
            {
                throw new MeshVideoException(
                    MeshVideoErrorKind.RedirectRefused,
                    $"The file of task {taskId} is offered at {Redactor.FormatAddress(link)}, which is not https, or names no host. It was not fetched. Ask the service about it.")
                { TaskId = taskId };
            }

            using HttpRequestMessage request = new(HttpMethod.Get, link);
            request.Headers.TryAddWithoutValidation("User-Agent", MeshVideoClient.UserAgent);
            request.Headers.TryAddWithoutValidation("Accept-Encoding", "identity");
            if (cookies?.GetCookieHeader(link) is { Length: > 0 } cookie)
            {
                request.Headers.TryAddWithoutValidation("Cookie", cookie);
            }

            transfer.AskForRest(request.Headers);
            HttpResponseMessage response = await ExchangeAsync(taskId, request, namedBy, cancellationToken).ConfigureAwait(false);
            bool isRedirect = (int)response.StatusCode is 301 or 302 or 303 or 307 or 308;
            if (!isRedirect || redirects == LongestRedirectChain
                || response.Headers.Location is not { } location || !Uri.TryCreate(link, location, out Uri? target))
            {
                return response;
            }

            KeepCookies(cookies ??= new CookieContainer(), link, response);
            response.Dispose();
            namedBy.Add(link);
            link = target;
        }
    }

    private static void KeepCookies(CookieContainer cookies, Uri link, HttpResponseMessage response)
    {
        foreach (string cookie in response.Headers.TryGetValues("Set-Cookie", out IEnumerable<string>? set) ? set : [])
        {
            try
            {
                cookies.SetCookies(link, cookie);
            }
            catch (CookieException)
            {
                // Not a cookie of that host.
            }
        }
    }

    private async Task<HttpResponseMessage> ExchangeAsync(
        string taskId, HttpRequestMessage request, List<Uri> namedBy, CancellationToken cancellationToken)
    {
        Uri link = request.RequestUri!;
        string where = link.DnsSafeHost;
        for (NetworkScope scope = NetworkAddress.GetScope(link); ;)
        {
#if !NET
            // Here no connection can be checked as it is made.
            if (_handlers.GetProxy(link) is null)
            {
                scope = await NetworkAddress.GetNearestScopeAsync(link).ConfigureAwait(false);
            }
#endif
            foreach (Uri host in namedBy)
            {
                if (!await NetworkAddress.IsLinkAllowedAsync(host, scope, cancellationToken).ConfigureAwait(false))
                {
                    throw TooNear(taskId, link, where, scope);
                }
            }

            try
            {
                return await _handlers.ForDownloads(scope).SendAsync(request, cancellationToken).ConfigureAwait(false);
            }
            catch (HttpRequestException exception) when (ScopeRefusedException.Find(exception) is { } refused)
            {
                (scope, where) = (NetworkAddress.GetScope(refused.Address), refused.Address.ToString());
            }
            catch (HttpRequestException exception)
            {
                throw Unreachable(taskId, link, exception);
            }
        }
    }

    private static MeshVideoException TooNear(string taskId, Uri link, string where, NetworkScope scope) => new(
        MeshVideoErrorKind.RedirectRefused,
        $"The file of task {taskId} is offered at {Redactor.FormatAddress(link)}, and {where} is {(scope == NetworkScope.Local ? "this machine or its own link" : "in a private network")}, where the host that offers it is not. It was not fetched. Ask the service about it.")
    { TaskId = taskId };

    private Exception Unreachable(string taskId, Uri link, HttpRequestException exception)
    {
        ConnectionError fault = ConnectionError.From(link, _handlers.GetProxy(link), exception);
        if (fault.Kind == MeshVideoErrorKind.ConnectionFailed)
        {
            return new ConnectionLostException(fault.Reason, exception);
        }

        return new MeshVideoException(
            fault.Kind,
            $"The file of task {taskId} is out of reach: {fault.Reason}. {fault.Advice} The task is unharmed. Then save it with: Save-MeshVideo -Id '{taskId}'",
            TransportErrors.Redact(exception, DisplayText.Sanitize))
        { TaskId = taskId };
    }
}
