using System;
using System.Linq;
using MeshVideo.Simulator.Http;

namespace MeshVideo.Simulator.Api;

/// <summary>Checks the key and the rate limit of a request.</summary>
internal sealed class RequestAuthorizer(SimulatorOptions options)
{
    private const string Scheme = "Bearer ";

    private readonly RateLimiter? _rateLimiter = options.RateLimit is { } limit ? new RateLimiter(limit) : null;

    public Response? Check(Exchange exchange, out string key)
    {
        string header = exchange.Request.Headers.Authorization.ToString();
        key = header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) ? header[Scheme.Length..].Trim() : "";
        if (key.Length == 0)
        {
            return new ApiError(401, "unauthorized", "The API key is missing. Send the header Authorization: Bearer rsk_….")
                .ToResponse(exchange);
        }

        if (!options.Keys.Contains(key) && !options.Keys.Contains(SimulatorOptions.AnyKey))
        {
            return new ApiError(401, "unauthorized", "The API key is not valid.").ToResponse(exchange);
        }

        if (_rateLimiter is null || _rateLimiter.TryEnter(key))
        {
            return null;
        }

        return new ApiError(429, "rate_limit_exceeded", "Too many requests.") { RetryAfterSeconds = RateLimiter.WindowSeconds }
            .ToResponse(exchange).WithRetryAfter(RateLimiter.WindowSeconds);
    }
}
