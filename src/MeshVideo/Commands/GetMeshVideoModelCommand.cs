using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Threading.Tasks;
using MeshVideo.Completion;
using MeshVideo.Errors;

namespace MeshVideo.Commands;

/// <summary>Gets the models with what they accept and their prices.</summary>
[Cmdlet(VerbsCommon.Get, "MeshVideoModel", HelpUri = HelpLink.Folder + "Get-MeshVideoModel.md")]
[OutputType(typeof(VideoModel))]
public sealed class GetMeshVideoModelCommand : ConnectedCommand
{
    /// <summary>
    /// Specifies the ids of the models, with or without the prefix of the provider and the date. Wildcards are permitted. By
    /// default, all models.
    /// </summary>
    [Parameter(Position = 0)]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(ModelCompleter))]
    public string[] Id { get; set; } = ["*"];

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        IReadOnlyList<VideoModel> models = GetModels(LoadModels());
        HashSet<string> emitted = new(StringComparer.Ordinal);
        foreach (string id in Id)
        {
            VideoModel[] found = [.. Find(models, id)];
            if (found.Length == 0 && !WildcardPattern.ContainsWildcardCharacters(id))
            {
                WriteException(
                    new MeshVideoException(
                        MeshVideoErrorKind.ModelNotFound, $"Cannot find a model with the id '{id}'.")
                    { Remedies = [Remedy.ChooseModel] },
                    id);
            }

            WriteObject(found.Where(model => emitted.Add(model.Id)), enumerateCollection: true);
        }
    }

    private static IEnumerable<VideoModel> Find(IReadOnlyList<VideoModel> models, string id)
    {
        if (WildcardPattern.ContainsWildcardCharacters(id))
        {
            WildcardPattern pattern = new(id, WildcardOptions.IgnoreCase);
            return models.Where(model => pattern.IsMatch(model.Id));
        }

        VideoModel[] exact = [.. models.Where(model => string.Equals(model.Id, id, StringComparison.OrdinalIgnoreCase))];
        return exact.Length > 0 ? exact : models.Where(model => model.HasId(id));
    }

    /// <summary>Gets the models of the service, or those of the table if the service can't be read.</summary>
    private IReadOnlyList<VideoModel> GetModels(ModelTable table)
    {
        if (TryConnect(out MeshVideoException? problem) is { } client)
        {
            try
            {
                IReadOnlyList<VideoModel> models = Await(client.ListModelsAsync(table, StopToken));
                if (models.Count > 0)
                {
                    CompletionCache.Current.Models[ServiceUri] = Task.FromResult(models);
                    if (!models.Any(model => model.HasPrice))
                    {
                        WriteWarning("The service lists no prices, so the prices are not known.");
                    }

                    return models;
                }
            }
            catch (MeshVideoException exception)
            {
                problem = exception;
            }
        }

        string reason = problem is null ? "The service lists no models." : ErrorRecords.FormatMessage(problem);
        WriteWarning($"The prices are not known, and the models are those of the table: {reason}");
        return table.ToVideoModels();
    }
}
