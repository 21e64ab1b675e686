using System.Collections.Generic;
using System.Linq;
using System.Text;

namespace MeshVideo.Client.Tests.Fuzzing;

/// <summary>One answer of every kind that the service has.</summary>
internal static class ResponseCorpus
{
    private const string Fields =
        """
        "model": "byteplus/dreamina-seedance-2-0", "created_at": 1700000000, "updated_at": 1700000060, "seed": 4294967295, "resolution": "720p",
        "ratio": "16:9", "duration": 5, "frames": 121, "framespersecond": 24, "generate_audio": true, "safety_identifier": "u", "priority": 3,
        "draft": false, "draft_task_id": "cgt-0", "service_tier": "flex", "execution_expires_after": 3600, "mood": {"deep": [1, 2.5, null, "x"]}
        """;

    private const string Succeeded =
        $$$"""
        {"id": "cgt-1", "status": "succeeded", "error": null, {{{Fields}}}, "usage": {"completion_tokens": 7, "total_tokens": 8},
         "content": {"video_url": "{{{HostileBytes.Link}}}", "last_frame_url": "{{{HostileBytes.Link}}}"}}
        """;

    private const string Failed =
        $$$"""{"id": "cgt-1", "status": "failed", "error": {"code": "content_policy_violation", "message": "See {{{HostileBytes.Link}}} for {{{HostileBytes.Key}}}."}, {{{Fields}}}}""";

    public static readonly byte[][] Tasks = Bytes(
        Succeeded,
        Failed,
        $$"""{"id": "cgt-1", "status": "queued", {{Fields}}, "content": null, "usage": null}""",
        $$"""{"id": "cgt-1", "status": "running", {{Fields}}}""",
        """{"id": "cgt-1", "status": "expired"}""",
        """{"id": "cgt-1", "status": "cancelled", "error": "called off"}""",
        """{"id": "cgt-1", "status": "polishing", "content": [{"type": "text"}, {"video_url": "https://files.example/v.mp4"}]}""");

    public static readonly byte[][] Created = Bytes(
        """{"id": "cgt-20260514183217-t8rzv"}""", """{"id": "cgt-1", "status": "queued"}""");

    public static readonly byte[][] Lists = Bytes(
        $$"""{"object": "list", "data": [{{Succeeded}}, {{Failed}}, {"id": "cgt-3", "status": "running"}], "has_more": true, "total": 4, "limit": 3, "offset": 0}""",
        """{"object": "list", "data": [], "has_more": false, "total": 0, "limit": 50, "offset": 0}""");

    public static readonly byte[][] Models = Bytes(
        """
        {"data": [{"id": "byteplus/seedance-1-5-pro", "name": "Seedance", "supports_video_generation": true,
         "pricing": {"completion_usd_per_1m": "2.5", "discount_pct": 10, "output_with_audio_usd_per_1m": null}}, {"id": "m", "pricing": null}, null]}
        """);

    public static readonly byte[][] Errors = Bytes(
        $$$"""
        {"error": {"code": "validation_error", "message": "Bearer {{{HostileBytes.Key}}} at {{{HostileBytes.Link}}}", "retry_after_seconds": 0.01,
         "details": [{"type": "missing", "loc": ["body", "content", 0, "text"], "msg": "Field required"}, {"loc": "{{{HostileBytes.Link}}}", "msg": null}],
         "provider_error": {"code": 7, "inner": [{"a": null}]}}, "request_id": "req_{{{HostileBytes.Link}}}"}
        """,
        """{"error": {"code": "model_not_found", "message": "No such model."}, "request_id": "req_1"}""",
        """{"detail": "Not Found"}""",
        $$"""{"detail": [{"type": "int_parsing", "loc": ["query", "limit"], "msg": "Not {{HostileBytes.Link}}"}]}""",
        $"<html><head><title>502</title></head><body>{HostileBytes.Link} {HostileBytes.Key}</body></html>",
        string.Empty);

    public static readonly byte[][] All = [.. new[] { Tasks, Created, Lists, Models, Errors }.SelectMany(documents => documents)];

    /// <summary>What belongs to a call that goes well.</summary>
    public static IReadOnlyList<byte[]> Of(ApiCall call) => call switch
    {
        ApiCall.Create => Created,
        ApiCall.List => Lists,
        ApiCall.Models => Models,
        _ => Tasks,
    };

    private static byte[][] Bytes(params string[] documents) => [.. documents.Select(Encoding.UTF8.GetBytes)];
}
