using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using MeshVideo.Media;
using MeshVideo.Requests;
using MeshVideo.Validation;

namespace MeshVideo;

/// <summary>The contract's rules for a request, applied before anything is sent.</summary>
public static class RequestValidator
{
    /// <summary>
    /// Judges a request by the contract. A model that the contract names is held to its row of the table; any other to what the shape
    /// of the body forbids. Additional properties are never judged, nor what they take the place of, nor what a link leads to.
    /// </summary>
    /// <param name="request">The request. Its local files are looked at.</param>
    /// <param name="cancellationToken">Stops at once.</param>
    /// <returns>The verdict, with everything that is wrong.</returns>
    /// <exception cref="MeshVideoException"><see cref="MeshVideoErrorKind.InvalidRequest"/>: an additional property cannot be written as JSON.</exception>
    public static Task<ValidationResult> ValidateAsync(VideoRequest request, CancellationToken cancellationToken = default) =>
        ValidateAsync(request, service: null, cancellationToken);

    /// <summary>Judges a request by the contract, and warns of what a service there could not do.</summary>
    /// <param name="request">The request. Its local files are looked at.</param>
    /// <param name="service">Where it would be sent; with none, nothing is said about that.</param>
    /// <param name="cancellationToken">Stops at once.</param>
    /// <returns>The verdict, with everything that is wrong.</returns>
    /// <exception cref="MeshVideoException"><see cref="MeshVideoErrorKind.InvalidRequest"/>: an additional property cannot be written as JSON.</exception>
    public static async Task<ValidationResult> ValidateAsync(VideoRequest request, Uri? service, CancellationToken cancellationToken = default)
    {
        VideoRequest own = RemoveOverriddenFields(request ?? throw new ArgumentNullException(nameof(request)));
        bool isContentOurs = !request.AdditionalProperties.ContainsKey("content");
        ModelCapabilities? model = request.AdditionalProperties.ContainsKey("model") ? null : ModelCapabilities.Find(request.Model);
        ValidationResultBuilder findings = new();

        FieldRules.Check(own, findings);
        CallbackRules.Check(own, service, findings);
        if (isContentOurs)
        {
            ContentRules.Check(own, model, findings);
        }

        if (model is not null)
        {
            ModelRules.Check(model, own, findings);
            if (isContentOurs)
            {
                ModelRules.CheckContent(model, own, findings);
            }
        }

        List<InspectedMedia> media = await MediaInspector.InspectAsync(own, model, cancellationToken).ConfigureAwait(false);
        MediaRules.Check(media, model, findings);
        await CheckBodyLengthAsync(request, media, findings, cancellationToken).ConfigureAwait(false);
        return new ValidationResult(findings.Violations, findings.Warnings);
    }

    private static async Task CheckBodyLengthAsync(VideoRequest request, List<InspectedMedia> media, ValidationResultBuilder findings, CancellationToken cancellationToken)
    {
        // A file that cannot be sent has been refused already; the body is then as long as it would be without.
        Dictionary<MediaSource, MediaFile?> files = [];
        foreach (InspectedMedia item in media)
        {
            files[item.Input.Source] = item.File;
        }

        RequestBody body = await RequestBody.CreateAsync(request, new KnownFiles(files), cancellationToken).ConfigureAwait(false);
        if (body.Length > FieldLimits.BodyBytes)
        {
            string[] inside = [.. media.Where(item => item.Length > 0).Select(item => item.Input.Parameter)];
            string because = inside.Length == 0 ? string.Empty : $" with {string.Join(", ", inside)} in base64";
            findings.AddViolation("Request body", ByteSize.FormatExact(body.Length) + because, $"at most {ByteSize.Format(FieldLimits.BodyBytes)}; a link instead of a file takes no room");
        }
    }

    /// <summary>The request without what additional properties take the place of.</summary>
    private static VideoRequest RemoveOverriddenFields(VideoRequest request)
    {
        bool Has(string name) => request.AdditionalProperties.ContainsKey(name);
        return Has("content") ? Fields() with { Prompt = null, FirstFrame = null, LastFrame = null, ReferenceImages = [], ReferenceVideos = [], ReferenceAudios = [], DraftTaskId = null } : Fields();

        VideoRequest Fields() => request.AdditionalProperties.Count == 0 ? request : request with
        {
            CallbackUrl = Has("callback_url") ? null : request.CallbackUrl,
            Resolution = Has("resolution") ? null : request.Resolution,
            Ratio = Has("ratio") ? null : request.Ratio,
            Duration = Has("duration") ? null : request.Duration,
            Frames = Has("frames") ? null : request.Frames,
            GenerateAudio = Has("generate_audio") ? null : request.GenerateAudio,
            ReturnLastFrame = Has("return_last_frame") ? null : request.ReturnLastFrame,
            Seed = Has("seed") ? null : request.Seed,
            CameraFixed = Has("camera_fixed") ? null : request.CameraFixed,
            Draft = Has("draft") ? null : request.Draft,
            ServiceTier = Has("service_tier") ? null : request.ServiceTier,
            ExpiresAfterSec = Has("execution_expires_after") ? null : request.ExpiresAfterSec,
            Priority = Has("priority") ? null : request.Priority,
        };
    }
}
