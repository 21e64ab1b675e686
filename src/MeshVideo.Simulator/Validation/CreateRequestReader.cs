using System;
using System.Linq;
using System.Text.Json;

namespace MeshVideo.Simulator.Validation;

/// <summary>Reads the body of a create request, and applies the rules for all models.</summary>
internal static class CreateRequestReader
{
    private const string ExtraPrefix = "x_";

    // A limit of the simulator, because a longer video would take too long to render. All models have lower limits.
    private const int MaximumSeconds = 600;

    public static CreateRequest Read(JsonElement body, Violations violations)
    {
        FieldReader fields = new(body, violations, "body");
        CreateRequest request = new()
        {
            Model = fields.ReadRequiredText("model"),
            Content = ContentReader.Read(fields.ReadRequired("content"), violations),
            CallbackUrl = CallbackUrl(fields),
            Resolution = fields.ReadText("resolution"),
            Ratio = fields.ReadText("ratio"),
            Duration = Duration(fields),
            Frames = Frames(fields),
            GenerateAudio = fields.ReadBoolean("generate_audio"),
            ReturnLastFrame = fields.ReadBoolean("return_last_frame"),
            Seed = fields.ReadInteger("seed", -1, uint.MaxValue),
            CameraFixed = fields.ReadBoolean("camera_fixed"),
            Watermark = fields.ReadBoolean("watermark"),
            Draft = fields.ReadBoolean("draft"),
            ServiceTier = fields.ReadText("service_tier"),
            ExecutionExpiresAfter = fields.ReadInteger("execution_expires_after", 3600, 259200),
            Priority = (int?)fields.ReadInteger("priority", 0, 9),
            SafetyIdentifier = fields.ReadText("safety_identifier"),
            UnknownFields = body.EnumerateObject().Where(field => IsExtra(field.Name))
                .GroupBy(field => field.Name).ToDictionary(group => group.Key, group => group.Last().Value.Clone()),
        };
        if (fields.ReadAny("duration") is not null && fields.ReadAny("frames") is not null)
        {
            fields.AddViolation("value_error", "duration and frames cannot be used together", "frames");
        }

        fields.RejectUnknownFields(IsExtra);
        return request;
    }

    private static bool IsExtra(string name) => name.StartsWith(ExtraPrefix, StringComparison.Ordinal);

    private static Uri? CallbackUrl(FieldReader fields)
    {
        if (fields.ReadText("callback_url") is not { } text)
        {
            return null;
        }

        if (Uri.TryCreate(text, UriKind.Absolute, out Uri? address) && address.Scheme is ("http" or "https"))
        {
            return address;
        }

        fields.AddViolation("url_parsing", "Input should be an http(s) URL", "callback_url");
        return null;
    }

    private static int? Duration(FieldReader fields)
    {
        int? duration = (int?)fields.ReadInteger("duration", -1, MaximumSeconds);
        if (duration is not 0)
        {
            return duration;
        }

        fields.AddViolation("value_error", "Input should be -1 or at least 1", "duration");
        return null;
    }

    private static int? Frames(FieldReader fields)
    {
        int? frames = (int?)fields.ReadInteger("frames", 29, 289);
        if (frames is null || (frames - 25) % 4 == 0)
        {
            return frames;
        }

        fields.AddViolation("value_error", "Input should be 25 + 4n", "frames");
        return null;
    }
}
