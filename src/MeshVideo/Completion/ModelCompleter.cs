using System;
using System.Collections;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Management.Automation;
using System.Management.Automation.Language;
using System.Security;
using System.Threading.Tasks;
using MeshVideo.Binding;
using MeshVideo.Keys;

namespace MeshVideo.Completion;

/// <summary>
/// Completes model ids, with prices. The models are requested from the service once per session. If the response takes longer
/// than a quarter of a second, or if there is no key or network, the models that are known to this version are suggested.
/// </summary>
public sealed class ModelCompleter : IArgumentCompleter
{
    private static readonly TimeSpan ResponseTimeout = TimeSpan.FromMilliseconds(250);

    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
    {
        IEnumerable<(string, string)> models = GetModels(CompletionCache.Current, fakeBoundParameters) is { Count: > 0 } known
            ? known.Select(model => (model.Id, FormatTooltip(model)))
            : LoadTable().Models.Select(model => (model.Id, "known to this version of the module"));
        return CompletionResults.Create(wordToComplete, models);
    }

    private static ModelTable LoadTable()
    {
        try
        {
            return ModelTableFile.Load(new SessionState());
        }
        catch (MeshVideoException)
        {
            // The cmdlet reports the error.
            return ModelTable.Default;
        }
    }

    private static string FormatTooltip(VideoModel model)
    {
        VideoModelPricing? pricing = model.Pricing;
        (string Label, decimal? Price)[] prices =
        [
            ("USD per 1M tokens", pricing?.CompletionUsdPer1M),
            ("with audio", pricing?.OutputWithAudioUsdPer1M),
            ("with input video", pricing?.OutputWithVideoUsdPer1M),
        ];
        IEnumerable<string> parts = prices.Where(item => item.Price is not null)
            .Select(item => string.Format(CultureInfo.InvariantCulture, "{0} {1}", item.Label, item.Price));
        return string.Join(", ", new[] { model.Name ?? model.Id }.Concat(parts));
    }

    private static IReadOnlyList<VideoModel>? GetModels(CompletionCache cache, IDictionary boundParameters)
    {
        try
        {
            cache.Models ??= RequestModels(boundParameters);
            return cache.Models?.Wait(ResponseTimeout) == true ? cache.Models.Result : null;
        }
        catch (Exception exception) when (exception is MeshVideoException or AggregateException)
        {
            cache.Models = null;
            return null;
        }
    }

    private static Task<IReadOnlyList<VideoModel>>? RequestModels(IDictionary boundParameters)
    {
        // Vaults are not read, because they can be slow or locked.
        if (new ApiKeySource(boundParameters["ApiKey"] as SecureString).FindWithoutVault() is not { } key)
        {
            return null;
        }

        Uri.TryCreate(
            Convert.ToString(boundParameters["BaseUri"], CultureInfo.InvariantCulture), UriKind.Absolute, out Uri? baseUri);
        MeshVideoClient client = new(new MeshVideoConnection(
            key,
            baseUri ?? EnvironmentSettings.BaseUri,
            apiVersion: boundParameters["ApiVersion"] as string ?? EnvironmentSettings.ApiVersion));
        return client.ListModelsAsync();
    }
}
