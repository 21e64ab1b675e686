using System;
using System.Linq;
using System.Text.Json;

namespace MeshVideo.Simulator.Validation;

/// <summary>Reads the body of a create request, and applies the rules for all models.</summary>
internal static class CreateRequestReader
{
    private const string ExtraPrefix = "x_";

    // A limit of the simulator, because a longer video would take too long to render. All models have lower limits.
    private const int LongestSeconds = 600;

    public static CreateRequest Read(JsonElement body, Violations violations)
    {
        FieldReader fields = new(body, violations, "body");
        CreateRequest request = new()
        {
            Model = fields.RequiredText("model"),
            Content = ContentReader.Read(fields.Required("content"), violations),
            CallbackUrl = CallbackUrl(fields),
            Resolution = fields.Text("resolution"),
            Ratio = fields.Text("ratio"),
            Duration = Duration(fields),
            Frames = Frames(fields),
            GenerateAudio = fields.Flag("generate_audio"),
            ReturnLastFrame = fields.Flag("return_last_frame"),
            Seed = fields.Integer("seed", -1, uint.MaxValue),
            CameraFixed = fields.Flag("camera_fixed"),
            Watermark = fields.Flag("watermark"),
            Draft = fields.Flag("draft"),
            ServiceTier = fields.Text("service_tier"),
            ExecutionExpiresAfter = fields.Integer("execution_expires_after", 3600, 259200),
            Priority = (int?)fields.Integer("priority", 0, 9),
            SafetyIdentifier = fields.Text("safety_identifier"),
            Extra = body.EnumerateObject().Where(field => IsExtra(field.Name))
                .GroupBy(field => field.Name).ToDictionary(group => group.Key, group => group.Last().Value.Clone()),
        };
        if (fields.Any("duration") is not null && fields.Any("frames") is not null)
        {
            fields.Note("value_error", "duration and frames cannot be used together", "frames");
        }

        fields.RefuseOthers(IsExtra);
        return request;
    }

    private static bool IsExtra(string name) => name.StartsWith(ExtraPrefix, StringComparison.Ordinal);

    private static Uri? CallbackUrl(FieldReader fields)
    {
        if (fields.Text("callback_url") is not { } text)
        {
            return null;
        }

        if (Uri.TryCreate(text, UriKind.Absolute, out Uri? address) && address.Scheme is ("http" or "https"))
        {
            return address;
        }

        fields.Note("url_parsing", "Input should be an http(s) URL", "callback_url");
        return null;
    }

    private static int? Duration(FieldReader fields)
    {
        int? duration = (int?)fields.Integer("duration", -1, LongestSeconds);
        if (duration is not 0)
        {
            return duration;
        }

        fields.Note("value_error", "Input should be -1 or at least 1", "duration");
        return null;
    }

    private static int? Frames(FieldReader fields)
    {
        int? frames = (int?)fields.Integer("frames", 29, 289);
        if (frames is null || (frames - 25) % 4 == 0)
        {
            return frames;
        }

        fields.Note("value_error", "Input should be 25 + 4n", "frames");
        return null;
    }
}
