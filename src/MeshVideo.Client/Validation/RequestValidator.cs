using System;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using MeshVideo.Contract;
using MeshVideo.Media;
using MeshVideo.Requests;
using MeshVideo.Validation;

namespace MeshVideo;

/// <summary>Validates requests against the contract before anything is sent.</summary>
public static class RequestValidator
{
    /// <summary>The longest body that the contract allows.</summary>
    private const long MaximumBodyLength = 64 * ByteSize.Megabyte;

    /// <summary>Prepares a request for validation: inspects its local files, and its data URIs if the contract names the model.</summary>
    /// <param name="request">The request. Its local files need not exist.</param>
    /// <param name="includeHashes">Whether to hash local files, for a <see cref="BatchJournal"/>.</param>
    /// <param name="cancellationToken">Cancels the preparation.</param>
    /// <returns>The prepared request.</returns>
    public static Task<PreparedRequest> PrepareAsync(VideoRequest request, bool includeHashes = false, CancellationToken cancellationToken = default)
    {
        ModelCapabilities? model = FindModel(request ?? throw new ArgumentNullException(nameof(request)));
        Func<MediaInput, string, long, bool>? shouldMeasure = model is null
            ? null
            : (input, mimeType, length) => MediaLimits.ShouldMeasure(model, input, mimeType, length);
        return PreparedRequest.CreateAsync(request, new MediaInspection(shouldMeasure, includeHashes), cancellationToken);
    }

    /// <summary>Prepares and validates a request.</summary>
    /// <param name="request">The request. Its local files are inspected.</param>
    /// <param name="cancellationToken">Cancels the validation.</param>
    /// <returns>The result, with every violation.</returns>
    /// <exception cref="MeshVideoException"><see cref="MeshVideoErrorKind.InvalidRequest"/>: an additional property cannot be written as JSON.</exception>
    public static Task<ValidationResult> ValidateAsync(VideoRequest request, CancellationToken cancellationToken = default) =>
        ValidateAsync(request, service: null, cancellationToken);

    /// <summary>Prepares and validates a request for a service.</summary>
    /// <param name="request">The request. Its local files are inspected.</param>
    /// <param name="service">The address of the service, to warn of what it could not reach; null for no such warnings.</param>
    /// <param name="cancellationToken">Cancels the validation.</param>
    /// <returns>The result, with every violation.</returns>
    /// <exception cref="MeshVideoException"><see cref="MeshVideoErrorKind.InvalidRequest"/>: an additional property cannot be written as JSON.</exception>
    public static async Task<ValidationResult> ValidateAsync(VideoRequest request, Uri? service, CancellationToken cancellationToken = default) =>
        Validate(await PrepareAsync(request, includeHashes: false, cancellationToken).ConfigureAwait(false), service);

    /// <summary>
    /// Validates a request. If the contract names the model, the request must fit the model's row of the table; otherwise only what the contract
    /// says of every model. Additional properties, the fields that they replace, and the targets of links are not validated.
    /// </summary>
    /// <param name="request">The request, prepared by <see cref="PrepareAsync"/>.</param>
    /// <param name="service">The address of the service, to warn of what it could not reach; null for no such warnings.</param>
    /// <returns>The result, with every violation.</returns>
    /// <exception cref="MeshVideoException"><see cref="MeshVideoErrorKind.InvalidRequest"/>: an additional property cannot be written as JSON.</exception>
    public static ValidationResult Validate(PreparedRequest request, Uri? service = null)
    {
        VideoRequest own = RemoveReplacedFields((request ?? throw new ArgumentNullException(nameof(request))).Request);
        ModelCapabilities? model = FindModel(request.Request);
        ValidationResultBuilder result = new();

        FieldRules.Check(own, result);
        CallbackRules.Check(own, service, result);
        if (!own.ReplacesContent)
        {
            ContentRules.Check(own, model, result);
        }

        if (model is not null)
        {
            ModelRules.Check(model, own, result);
            if (!own.ReplacesContent)
            {
                ModelRules.CheckContent(model, own, result);
            }
        }

        MediaRules.Check(request.Media, model, result);
        CheckBodyLength(request, result);
        return new ValidationResult(result.Violations, result.Warnings);
    }

    private static ModelCapabilities? FindModel(VideoRequest request) =>
        request.AdditionalProperties.ContainsKey("model") ? null : ModelCapabilities.Find(request.Model);

    private static void CheckBodyLength(PreparedRequest request, ValidationResultBuilder result)
    {
        long length = new RequestBody(request).Length;
        if (length > MaximumBodyLength)
        {
            string[] inside = [.. request.Media.Where(media => media.Length > 0).Select(media => media.Input.Parameter)];
            string because = inside.Length == 0 ? string.Empty : $" with {string.Join(", ", inside)} in base64";
            result.AddViolation(
                "Request body", ByteSize.FormatExact(length) + because, $"at most {ByteSize.Format(MaximumBodyLength)}; a link instead of a file takes no room");
        }
    }

    /// <summary>Leaves out what additional properties replace.</summary>
    private static VideoRequest RemoveReplacedFields(VideoRequest request)
    {
        VideoRequest own = request.ReplacesContent
            ? request with { Prompt = null, FirstFrame = null, LastFrame = null, ReferenceImages = [], ReferenceVideos = [], ReferenceAudios = [], DraftTaskId = null }
            : request;
        return RequestFields.All.Where(field => request.AdditionalProperties.ContainsKey(field.Name)).Aggregate(own, (rest, field) => field.WithValue(rest, null));
    }
}
