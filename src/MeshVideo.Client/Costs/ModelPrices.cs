using System;
using System.Collections.Generic;
using System.Linq;

namespace MeshVideo.Costs;

/// <summary>Finds the price of tokens in the service's list of models.</summary>
internal sealed class ModelPrices(IReadOnlyList<VideoModel> models)
{
    private static readonly bool[] Either = [false, true];

    /// <summary>Gets the price of 1,000,000 tokens of a video, with the discount of the key.</summary>
    /// <param name="id">The id of the model.</param>
    /// <param name="hasAudio">Whether the video has audio; null if it is not known.</param>
    /// <param name="hasInputVideo">Whether a video is among the inputs; null if it is not known.</param>
    /// <returns>The price in USD; null if it is not known.</returns>
    public decimal? GetRate(string id, bool? hasAudio, bool? hasInputVideo)
    {
        decimal?[] rates =
        [
            .. (from model in Find(id)
                from audio in hasAudio is { } known ? [known] : Either
                from video in hasInputVideo is { } known ? [known] : Either
                select GetRate(model, audio, video)).Distinct(),
        ];
        return rates.Length == 1 ? rates[0] : null;
    }

    /// <summary>Gets the highest price of 1,000,000 tokens of a model.</summary>
    /// <returns>The price in USD; null if it is not known.</returns>
    public decimal? GetHighestRate(string id) =>
        (from model in Find(id) from audio in Either from video in Either select GetRate(model, audio, video)).Max();

    private IEnumerable<VideoModel> Find(string id)
    {
        VideoModel[] exact = [.. models.Where(model => string.Equals(model.Id, id, StringComparison.OrdinalIgnoreCase))];
        return exact.Length > 0 ? exact : models.Where(model => model.HasId(id));
    }

    private static decimal? GetRate(VideoModel model, bool hasAudio, bool hasInputVideo)
    {
        if (model.IsFree == true)
        {
            return 0;
        }

        decimal? rate = hasInputVideo ? model.Pricing?.OutputWithVideoUsdPer1M
            : hasAudio ? model.Pricing?.OutputWithAudioUsdPer1M
            : model.Pricing?.CompletionUsdPer1M;
        return rate * (1 - ((model.Pricing?.DiscountPercent ?? 0) / 100));
    }
}
