using System;
using System.Collections.Generic;
using System.Linq;
using MeshVideo.Costs;
using MeshVideo.Media;

namespace MeshVideo;

/// <summary>
/// Estimates what videos cost: their tokens by the sizes and durations of the table of models, at the prices that the service
/// lists.
/// </summary>
public sealed class CostEstimator
{
    private readonly ModelTable _table;
    private readonly ModelPrices? _prices;

    /// <summary>Initializes the estimates.</summary>
    /// <param name="table">The table of models.</param>
    /// <param name="models">The models with their prices, as the service lists them; null if the prices are not known.</param>
    public CostEstimator(ModelTable table, IReadOnlyList<VideoModel>? models = null)
    {
        _table = table ?? throw new ArgumentNullException(nameof(table));
        _prices = models is null ? null : new ModelPrices(models);
    }

    /// <summary>Gets estimates of tokens, without prices.</summary>
    internal static CostEstimator WithoutPrices { get; } = new(ModelTable.Default);

    /// <summary>Gets whether prices are known.</summary>
    public bool HasPrices => _prices is not null;

    /// <summary>
    /// Sets the price of the tokens of a task that has ended, unless it is known. If the task may have had a video among its
    /// inputs, which changes the price, that is recognized by its tokens.
    /// </summary>
    /// <param name="task">The task.</param>
    public void SetPrice(VideoTask task)
    {
        if ((task ?? throw new ArgumentNullException(nameof(task))).Model is { } id
            && task.ServiceTier != RequestFields.FlexTier)
        {
            bool? hasAudio = task.GenerateAudio ?? task.Request?.GenerateAudio ?? _table.Find(id)?.GenerateAudio;
            task.UsdPer1MTokens ??= _prices?.GetRate(id, hasAudio, HasInputVideo(task));
        }
    }

    internal CostEstimate Estimate(VideoRequest request, IReadOnlyList<InspectedMedia> media)
    {
        ModelCapabilities? model = _table.Find(request.Model);
        TokenEstimate tokens = TokenEstimate.Create(request, media, model);
        bool? hasAudio = request.GenerateAudio ?? model?.GenerateAudio;
        bool hasInputVideo = media.Any(item => item.Input.Kind == MediaKind.Video);
        decimal? rate = request.AdditionalProperties.ContainsKey("model")
            ? null
            : _prices?.GetRate(request.Model, hasAudio, hasInputVideo);
        return new CostEstimate
        {
            Tokens = tokens.Tokens,
            IsLowerBound = tokens.IsLowerBound,
            UsdPer1MTokens = rate,
            UnknownReason = rate == 0 ? null
                : tokens.UnknownReason
                    ?? (rate is not null ? null
                        : HasPrices ? "the service lists no price for it"
                        : "the prices are not known"),
        };
    }

    internal decimal? GetHighestRate(string model) => _prices?.GetHighestRate(model);

    // A request of an earlier session is not known completely, so only a video that it has counts.
    private bool? HasInputVideo(VideoTask task)
    {
        if (task.Request?.ReferenceVideos.Count > 0)
        {
            return true;
        }

        ModelCapabilities? model = _table.Find(task.Model);
        if (model?.ReferenceVideos == 0)
        {
            return false;
        }

        VideoRequest known = new()
        {
            Model = task.Model!,
            Resolution = task.Resolution,
            Ratio = task.Ratio,
            Duration = task.Duration,
            Frames = task.Frames,
        };
        return task.Usage?.CompletionTokens <= TokenEstimate.Create(known, [], model).Tokens ? false : null;
    }
}
