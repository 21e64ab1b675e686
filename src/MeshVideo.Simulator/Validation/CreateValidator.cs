using System.Linq;
using System.Text.Json;
using MeshVideo.Simulator.Api;
using MeshVideo.Simulator.Tasks;

namespace MeshVideo.Simulator.Validation;

/// <summary>Validates a create request against all rules, so that the response lists all violations.</summary>
internal sealed class CreateValidator(TaskStore tasks)
{
    public ValidationResult Validate(JsonElement body, string key)
    {
        Violations violations = new();
        if (body.ValueKind != JsonValueKind.Object)
        {
            violations.Add("model_type", "Input should be an object", "body");
            return CreateError(violations);
        }

        CreateRequest request = CreateRequestReader.Read(body, violations);
        VideoModel? model = ModelCatalog.Find(request.Model);
        ContentRules.Check(request.Content, takesAudioAlone: model?.SupportsAudioOnly != false, violations);
        VideoTask? draft = FindDraft(request, key, violations);

        MediaProperties facts = new();
        if (model is { IsOpen: false })
        {
            ModelRules.Check(model, request, violations);
            facts = MediaRules.Check(model, request, violations);
        }

        if (violations.Any)
        {
            return CreateError(violations);
        }

        return model is null
            ? new ValidationResult(null, new ApiError(404, "model_not_found", $"Model {request.Model} not found."))
            : new ValidationResult(TaskSpecBuilder.Build(request, model, facts, draft), null);
    }

    private static ValidationResult CreateError(Violations violations) => new(null, ApiError.Validation(violations.All));

    private VideoTask? FindDraft(CreateRequest request, string key, Violations violations)
    {
        if (request.Content.FirstOrDefault(item => item.Type == ContentType.DraftTask) is not { } item)
        {
            return null;
        }

        VideoTask? draft = tasks.Find(item.DraftTaskId!);
        if (draft is { Spec.Draft: true, State.Status: TaskStatuses.Succeeded } && draft.Owner == key)
        {
            return draft;
        }

        violations.Add(
            "value_error", "No draft task of this id has succeeded", "body", "content", item.Index, "draft_task", "id");
        return null;
    }
}
