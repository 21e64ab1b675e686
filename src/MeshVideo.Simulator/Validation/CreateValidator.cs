using System.Linq;
using System.Text.Json;
using MeshVideo.Simulator.Api;
using MeshVideo.Simulator.Tasks;

namespace MeshVideo.Simulator.Validation;

/// <summary>Validates a create request against all rules, so that the response lists all violations.</summary>
internal sealed class CreateValidator(TaskStore tasks)
{
    public Verdict Check(JsonElement body, string key)
    {
        Violations violations = new();
        if (body.ValueKind != JsonValueKind.Object)
        {
            violations.Add("model_type", "Input should be an object", "body");
            return Refused(violations);
        }

        CreateRequest request = CreateRequestReader.Read(body, violations);
        VideoModel? model = ModelCatalog.Find(request.Model);
        ContentRules.Check(request.Content, takesAudioAlone: model?.AudioAlone != false, violations);
        VideoTask? draft = FindDraft(request, key, violations);

        MediaFacts facts = new();
        if (model is { IsOpen: false })
        {
            ModelRules.Check(model, request, violations);
            facts = MediaRules.Check(model, request, violations);
        }

        if (violations.Any)
        {
            return Refused(violations);
        }

        return model is null
            ? new Verdict(null, new ApiError(404, "model_not_found", $"Model {request.Model} not found."))
            : new Verdict(TaskSpecBuilder.Build(request, model, facts, draft), null);
    }

    private static Verdict Refused(Violations violations) => new(null, ApiError.Validation(violations.All));

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
