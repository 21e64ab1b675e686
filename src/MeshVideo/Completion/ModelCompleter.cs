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
/// Completes model ids, with prices. The models are requested from a service once per session, by this class or by
/// Get-MeshVideoModel. If the response takes longer than a quarter of a second, or if there is no key or network, the models of
/// the table are suggested.
/// </summary>
public sealed class ModelCompleter : IArgumentCompleter
{
    private static readonly TimeSpan ResponseTimeout = TimeSpan.FromMilliseconds(250);

    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
    {
        ModelTable table = LoadTable();
        IReadOnlyList<VideoModel> models = GetModels(CompletionCache.Current, table, fakeBoundParameters) is { Count: > 0 } known
            ? known
            : table.ToVideoModels();
        return CompletionResults.Create(wordToComplete, models.Select(model => (model.Id, FormatTooltip(model))));
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
            ($"USD {pricing?.Unit?.Replace('_', ' ')}", pricing?.CompletionUsdPer1M is null ? pricing?.OutputUsdPerUnit : null),
        ];
        IEnumerable<string> parts = prices.Where(item => item.Price is not null)
            .Select(item => string.Format(CultureInfo.InvariantCulture, "{0} {1}", item.Label, item.Price));
        string name = model.Name ?? model.Id;
        return string.Join(", ", new[] { name }.Concat(model.HasPrice ? parts : ["price not known"]));
    }

    private static IReadOnlyList<VideoModel>? GetModels(CompletionCache cache, ModelTable table, IDictionary boundParameters)
    {
        Uri service = GetService(boundParameters);
        try
        {
            // Vaults are not read, because they can be slow or locked.
            if (!cache.Models.TryGetValue(service, out Task<IReadOnlyList<VideoModel>>? models)
                && new ApiKeySource(boundParameters["ApiKey"] as SecureString).FindWithoutVault() is { } key)
            {
                string? apiVersion = boundParameters["ApiVersion"] as string ?? EnvironmentSettings.ApiVersion;
                MeshVideoConnection connection = new(key, service, apiVersion: apiVersion);
                models = new MeshVideoClient(connection).ListModelsAsync(table);
                cache.Models[service] = models;
            }

            return models?.Wait(ResponseTimeout) == true ? models.Result : null;
        }
        catch (Exception exception) when (exception is MeshVideoException or AggregateException)
        {
            cache.Models.TryRemove(service, out _);
            return null;
        }
    }

    private static Uri GetService(IDictionary boundParameters)
    {
        string? text = Convert.ToString(boundParameters["BaseUri"], CultureInfo.InvariantCulture);
        return Uri.TryCreate(text, UriKind.Absolute, out Uri? given)
            ? given
            : EnvironmentSettings.BaseUri ?? MeshVideoConnection.PublicService;
    }
}
