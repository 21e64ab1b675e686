using System;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using MeshVideo.Contract;
using MeshVideo.Media;
using MeshVideo.Validation;

namespace MeshVideo;

/// <summary>Validates requests against the contract before they are sent.</summary>
public static class RequestValidator
{
    /// <summary>The maximum length of a body that the contract allows.</summary>
    private const long MaximumBodyLength = 64 * ByteSize.Megabyte;

    /// <summary>
    /// Prepares a request for validation. Inspects its local files, and its data URIs if the limits of the model are known.
    /// </summary>
    /// <param name="request">The request. Its local files need not exist.</param>
    /// <param name="includeHashes">Whether to hash local files, for a <see cref="BatchJournal"/>.</param>
    /// <param name="models">The table of models; null for <see cref="ModelTable.Default"/>.</param>
    /// <param name="cancellationToken">Cancels the preparation.</param>
    /// <returns>The prepared request.</returns>
    public static Task<PreparedRequest> PrepareAsync(
        VideoRequest request,
        bool includeHashes = false,
        ModelTable? models = null,
        CancellationToken cancellationToken = default)
    {
        ModelCapabilities? model = FindModel(request ?? throw new ArgumentNullException(nameof(request)), models);
        Func<MediaInput, string, long, bool>? shouldMeasure = model is { HasSeedanceLimits: true }
            ? (input, mimeType, length) => MediaLimits.ShouldMeasure(model, input, mimeType, length)
            : null;
        return PreparedRequest.CreateAsync(request, new MediaInspector(shouldMeasure, includeHashes), cancellationToken);
    }

    /// <summary>Prepares and validates a request.</summary>
    /// <param name="request">The request. Its local files are inspected.</param>
    /// <param name="cancellationToken">Cancels the validation.</param>
    /// <returns>The result, with every violation.</returns>
    /// <exception cref="MeshVideoException">
    /// <see cref="MeshVideoErrorKind.InvalidRequest"/>: an additional property cannot be written as JSON.
    /// </exception>
    public static Task<ValidationResult> ValidateAsync(VideoRequest request, CancellationToken cancellationToken = default) =>
        ValidateAsync(request, service: null, models: null, cancellationToken);

    /// <summary>Prepares and validates a request for a service.</summary>
    /// <param name="request">The request. Its local files are inspected.</param>
    /// <param name="service">
    /// The address of the service, to warn about addresses that it cannot reach; null to omit these warnings.
    /// </param>
    /// <param name="models">The table of models; null for <see cref="ModelTable.Default"/>.</param>
    /// <param name="cancellationToken">Cancels the validation.</param>
    /// <returns>The result, with every violation.</returns>
    /// <exception cref="MeshVideoException">
    /// <see cref="MeshVideoErrorKind.InvalidRequest"/>: an additional property cannot be written as JSON.
    /// </exception>
    public static async Task<ValidationResult> ValidateAsync(
        VideoRequest request, Uri? service, ModelTable? models = null, CancellationToken cancellationToken = default) =>
        Validate(
            await PrepareAsync(request, includeHashes: false, models, cancellationToken).ConfigureAwait(false), service, models);

    /// <summary>
    /// Validates a request. It must conform to the limits of the model that the table knows, and to those that apply to every
    /// model. Additional properties, the fields that they replace, and the targets of links are not validated.
    /// </summary>
    /// <param name="request">The request, prepared by <see cref="PrepareAsync"/>.</param>
    /// <param name="service">
    /// The address of the service, to warn about addresses that it cannot reach; null to omit these warnings.
    /// </param>
    /// <param name="models">
    /// The table of models that the request was prepared with; null for <see cref="ModelTable.Default"/>.
    /// </param>
    /// <returns>The result, with every violation.</returns>
    /// <exception cref="MeshVideoException">
    /// <see cref="MeshVideoErrorKind.InvalidRequest"/>: an additional property cannot be written as JSON.
    /// </exception>
    public static ValidationResult Validate(PreparedRequest request, Uri? service = null, ModelTable? models = null)
    {
        VideoRequest remaining = RemoveReplacedFields((request ?? throw new ArgumentNullException(nameof(request))).Request);
        ModelCapabilities? model = FindModel(request.Request, models);
        ValidationResultBuilder result = new();

        FieldRules.Check(remaining, result);
        CallbackRules.Check(remaining, service, result);
        if (!remaining.ReplacesContent)
        {
            ContentRules.Check(remaining, model, result);
        }

        if (model is not null)
        {
            ModelRules.Check(model, remaining, result);
            if (!remaining.ReplacesContent)
            {
                ModelRules.CheckContent(model, remaining, result);
            }
        }

        MediaRules.Check(request.Media, model is { HasSeedanceLimits: true } ? model : null, result);
        CheckBodyLength(request, result);
        return new ValidationResult(result.Violations, result.Warnings);
    }

    private static ModelCapabilities? FindModel(VideoRequest request, ModelTable? models) =>
        request.AdditionalProperties.ContainsKey("model") ? null : (models ?? ModelTable.Default).Find(request.Model);

    private static void CheckBodyLength(PreparedRequest request, ValidationResultBuilder result)
    {
        long length = request.Body.Length;
        if (length > MaximumBodyLength)
        {
            string[] embedded = [.. request.Media.Where(media => media.Length > 0).Select(media => media.Input.Parameter)];
            string details = embedded.Length == 0 ? string.Empty : $" with {string.Join(", ", embedded)} encoded as base64";
            result.AddViolation(
                "Request body",
                ByteSize.FormatExact(length) + details,
                $"at most {ByteSize.Format(MaximumBodyLength)}; use links instead of files");
        }
    }

    /// <summary>Removes the fields that additional properties replace.</summary>
    private static VideoRequest RemoveReplacedFields(VideoRequest request)
    {
        VideoRequest remaining = request.ReplacesContent
            ? request with
            {
                Prompt = null,
                FirstFrame = null,
                LastFrame = null,
                ReferenceImages = [],
                ReferenceVideos = [],
                ReferenceAudios = [],
                DraftTaskId = null,
            }
            : request;
        return RequestFields.All.Where(field => request.AdditionalProperties.ContainsKey(field.Name))
            .Aggregate(remaining, (rest, field) => field.WithValue(rest, null));
    }
}
