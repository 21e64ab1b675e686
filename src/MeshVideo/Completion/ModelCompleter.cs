using System;
using System.Collections;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Management.Automation;
using System.Management.Automation.Language;
using System.Security;
using System.Threading.Tasks;
using MeshVideo.Keys;

namespace MeshVideo.Completion;

/// <summary>
/// Completes models with their prices from the service, asked once a session. An answer that takes longer than a quarter of a second is
/// there at the next try; until then, and without a key or network, the models known when this version was made are offered.
/// </summary>
public sealed class ModelCompleter : IArgumentCompleter
{
    private static readonly TimeSpan Timeout = TimeSpan.FromMilliseconds(250);

    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
    {
        IEnumerable<(string, string)> models = CreateResults(CompletionCache.Current, fakeBoundParameters) is { Count: > 0 } found
            ? found.Select(model => (model.Id, Describe(model)))
            : VideoModel.WellKnown.Select(id => (id, "known when this version was made"));
        return CompletionItems.Matching(wordToComplete, models);
    }

    private static string Describe(VideoModel model)
    {
        IEnumerable<string> prices = model.Pricing.OrderBy(price => price.Key, StringComparer.Ordinal).Select(price => $"{price.Key} {price.Value}");
        return string.Join(", ", new[] { model.Name ?? model.Id }.Concat(prices));
    }

    private static IReadOnlyList<VideoModel>? CreateResults(CompletionCache memory, IDictionary bound)
    {
        try
        {
            memory.Models ??= RequestModels(bound);
            return memory.Models?.Wait(Timeout) == true ? memory.Models.Result : null;
        }
        catch (Exception exception) when (exception is MeshVideoException or AggregateException)
        {
            memory.Models = null;
            return null;
        }
    }

    private static Task<IReadOnlyList<VideoModel>>? RequestModels(IDictionary bound)
    {
        // A vault could take long or be locked; nobody wants to hear of that while typing.
        if (new ApiKeySource(bound["ApiKey"] as SecureString).FindInEnvironment() is not { } key)
        {
            return null;
        }

        Uri.TryCreate(Convert.ToString(bound["BaseUri"], CultureInfo.InvariantCulture), UriKind.Absolute, out Uri? given);
        MeshVideoClient client = new(new MeshVideoConnection(key, given ?? ServiceEnvironment.BaseUri));
        return client.ListModelsAsync();
    }
}
