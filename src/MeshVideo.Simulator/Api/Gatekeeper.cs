using System;
using System.Linq;
using MeshVideo.Simulator.Http;

namespace MeshVideo.Simulator.Api;

/// <summary>Checks the key and the rate limit of a request.</summary>
internal sealed class Gatekeeper(SimulatorOptions options)
{
    private const string Scheme = "Bearer ";

    private readonly RateLimiter? _limiter = options.RateLimit is { } limit ? new RateLimiter(limit) : null;

    public Answer? Refuse(Exchange exchange, out string key)
    {
        string header = exchange.Request.Headers.Authorization.ToString();
        key = header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) ? header[Scheme.Length..].Trim() : "";
        if (key.Length == 0)
        {
            return new ApiError(401, "unauthorized", "The API key is missing. Send the header Authorization: Bearer rsk_….")
                .Answer(exchange);
        }

        if (!options.Keys.Contains(key) && !options.Keys.Contains(SimulatorOptions.AnyKey))
        {
            return new ApiError(401, "unauthorized", "The API key is not valid.").Answer(exchange);
        }

        if (_limiter is null || _limiter.TryEnter(key))
        {
            return null;
        }

        return new ApiError(429, "rate_limit_exceeded", "Too many requests.") { RetryAfterSeconds = RateLimiter.WindowSeconds }
            .Answer(exchange).RetryAfter(RateLimiter.WindowSeconds);
    }
}
