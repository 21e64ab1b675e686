using System.Collections.Generic;
using System.Linq;
using MeshVideo.Contract;

namespace MeshVideo;

/// <summary>
/// Lists the fields of the create request other than <c>model</c> and <c>content</c>, as in the contract's table of optional
/// fields. The list determines how fields are written and validated, how a lost task is recognized, and which values a follow-up
/// request keeps.
/// </summary>
public static class RequestFields
{
    /// <summary>The value of <c>duration</c> with which the model chooses the duration.</summary>
    internal const int ServiceChosenDuration = -1;

    /// <summary>
    /// The value of <see cref="ServiceChosenDuration"/> as text. Some cultures format it with a different minus sign.
    /// </summary>
    internal const string ServiceChosenDurationText = "-1";

    /// <summary>The default of <c>execution_expires_after</c> in seconds.</summary>
    internal const int DefaultExpiration = 172800;

    /// <summary>The default <c>service_tier</c>.</summary>
    internal const string DefaultTier = "default";

    /// <summary>The <c>service_tier</c> that is cheaper and slower than the default.</summary>
    internal const string FlexTier = "flex";

    /// <summary>Gets all fields, in the order in which they are sent.</summary>
    public static IReadOnlyList<RequestField> All { get; } =
    [
        new RequestField<string?>("callback_url", "CallbackUrl", r => r.CallbackUrl, (r, v) => r with { CallbackUrl = v }),
        new RequestField<string?>(
            "resolution", "Resolution", r => r.Resolution, (r, v) => r with { Resolution = v }, t => t.Resolution)
        {
            IsLowerCase = true,
        },
        new RequestField<string?>("ratio", "Ratio", r => r.Ratio, (r, v) => r with { Ratio = v }, t => t.Ratio)
        {
            IsLowerCase = true,
            Values = ["16:9", "4:3", "1:1", "3:4", "9:16", "21:9", "adaptive"],
            ServiceChoice = "adaptive",
        },
        new RequestField<int?>("duration", "Duration", r => r.Duration, (r, v) => r with { Duration = v }, t => t.Duration)
        {
            ServiceChoice = ServiceChosenDurationText,
        },
        new RequestField<int?>("frames", "Frames", r => r.Frames, (r, v) => r with { Frames = v }, t => t.Frames)
        {
            Range = new(29, 289) { Offset = 25, Step = 4 },
        },
        new RequestField<bool?>(
            "generate_audio", "GenerateAudio", r => r.GenerateAudio, (r, v) => r with { GenerateAudio = v },
            t => t.GenerateAudio),
        new RequestField<bool?>(
            "return_last_frame", "ReturnLastFrame", r => r.ReturnLastFrame, (r, v) => r with { ReturnLastFrame = v }),
        new RequestField<long?>("seed", "Seed", r => r.Seed, (r, v) => r with { Seed = v }, t => t.Seed)
        {
            Range = new(-1, uint.MaxValue),
            ServiceChoice = "-1",
            FollowUp = FollowUpValue.NotKept,
        },
        new RequestField<bool?>("camera_fixed", "CameraFixed", r => r.CameraFixed, (r, v) => r with { CameraFixed = v }),
        new RequestField<bool?>("watermark", "Watermark", r => r.Watermark, (r, v) => r with { Watermark = v }),
        new RequestField<bool?>("draft", "Draft", r => r.Draft, (r, v) => r with { Draft = v }, t => t.Draft)
        {
            Default = "false",
            FollowUp = FollowUpValue.NotKept,
        },
        new RequestField<string?>(
            "service_tier", "ServiceTier", r => r.ServiceTier, (r, v) => r with { ServiceTier = v }, t => t.ServiceTier)
        {
            IsLowerCase = true,
            Values = [DefaultTier, FlexTier],
            Default = DefaultTier,
        },
        new RequestField<int?>(
            "execution_expires_after",
            "ExpiresAfterSec",
            r => r.ExpiresAfterSec,
            (r, v) => r with { ExpiresAfterSec = v },
            t => t.ExpiresAfterSec)
        {
            Range = new(3600, 259200),
            Default = $"{DefaultExpiration}",
        },
        new RequestField<int?>("priority", "Priority", r => r.Priority, (r, v) => r with { Priority = v }, t => t.Priority)
        {
            Range = new(0, 9),
        },
        new RequestField<string?>(
            "safety_identifier",
            "SafetyIdentifier",
            r => r.SafetyIdentifier,
            (r, v) => r with { SafetyIdentifier = v },
            t => t.SafetyIdentifier)
        {
            Default = string.Empty,
            FollowUp = FollowUpValue.Kept,
        },
    ];

    /// <summary>
    /// Gets the draft that a video is made from. The request has it as a content item, and the service echoes it as a field.
    /// </summary>
    internal static RequestField DraftTask { get; } =
        new RequestField<string?>(
            "draft_task_id", "DraftTaskId", r => r.DraftTaskId, (r, v) => r with { DraftTaskId = v }, t => t.DraftTaskId)
        {
            Default = string.Empty,
            FollowUp = FollowUpValue.NotKept,
        };

    /// <summary>Finds the field with a JSON name, including the draft.</summary>
    /// <returns>The field; null if there is none.</returns>
    internal static RequestField? Find(string name) =>
        name == DraftTask.Name ? DraftTask : All.FirstOrDefault(field => field.Name == name);
}
