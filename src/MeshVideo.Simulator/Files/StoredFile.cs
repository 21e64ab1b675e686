using System;
using System.Globalization;
using System.Linq;
using System.Security.Cryptography;
using System.Text;
using MeshVideo.Simulator.Http;
using Microsoft.AspNetCore.Http.Headers;
using Microsoft.Net.Http.Headers;

namespace MeshVideo.Simulator.Files;

/// <summary>A file with its content, type and validators, which supports range requests (RFC 9110, 14).</summary>
internal sealed class StoredFile(IContent content, string contentType, string identity, DateTimeOffset modified)
{
    // HTTP dates have a precision of one second.
    private readonly DateTimeOffset _modified = DateTimeOffset.FromUnixTimeSeconds(modified.ToUnixTimeSeconds());

    private readonly EntityTagHeaderValue _tag =
        new($"\"{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{identity}/{content.Length}"))[..16])}\"");

    public Response CreateFullResponse() => CreatePartialResponse(200, 0, content.Length);

    public Response CreateResponse(RequestHeaders request)
    {
        // Ignores range units other than bytes, multiple ranges, and ranges of a file that has changed, as HTTP permits.
        if (request.Range is not { Ranges.Count: 1 } range || range.Unit != "bytes" || !MatchesValidator(request.IfRange))
        {
            return CreateFullResponse();
        }

        (long? from, long? to) = (range.Ranges.Single().From, range.Ranges.Single().To);
        long first = from ?? Math.Max(0, content.Length - to!.Value);
        long last = from is null || to is null ? content.Length - 1 : Math.Min(to.Value, content.Length - 1);
        return first <= last ? CreatePartialResponse(206, first, last - first + 1) : CreateRangeError();
    }

    private bool MatchesValidator(RangeConditionHeaderValue? condition) =>
        condition is null
        || (condition.EntityTag is { } tag ? tag.Compare(_tag, useStrongComparison: true) : condition.LastModified == _modified);

    private Response CreatePartialResponse(int status, long offset, long count)
    {
        Response response = new()
        {
            Status = status,
            ContentType = contentType,
            Content = content,
            Offset = offset,
            Count = count,
            Headers =
            {
                ["Accept-Ranges"] = "bytes",
                ["ETag"] = _tag.ToString(),
                ["Last-Modified"] = _modified.ToString("R", CultureInfo.InvariantCulture),
            },
        };
        if (status == 206)
        {
            response.Headers["Content-Range"] = $"bytes {offset}-{offset + count - 1}/{content.Length}";
        }

        return response;
    }

    private Response CreateRangeError()
    {
        Response response = FileError.Create(416, "InvalidRange", "The requested range is not satisfiable.");
        response.Headers["Content-Range"] = $"bytes */{content.Length}";
        return response;
    }
}
