using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using MeshVideo.Media;
using MeshVideo.Requests;

namespace MeshVideo;

/// <summary>
/// Represents a request whose media were inspected. The same prepared request is validated, recorded in a journal and sent, so
/// that each local file is opened only once before it is sent.
/// </summary>
public sealed class PreparedRequest
{
    private PreparedRequest(VideoRequest request, IReadOnlyList<InspectedMedia> media)
    {
        Request = request;
        Media = media;
    }

    /// <summary>Gets the request.</summary>
    public VideoRequest Request { get; }

    /// <summary>Gets the estimate of the cost; null if it was not estimated.</summary>
    public CostEstimate? Cost { get; private set; }

    /// <summary>
    /// Gets the inspected media, in the order in which they are sent; empty if an additional property replaces the content.
    /// </summary>
    internal IReadOnlyList<InspectedMedia> Media { get; }

    /// <summary>Gets the body that is sent, which is validated too.</summary>
    internal RequestBody Body => field ??= new RequestBody(this);

    /// <summary>Prepares a request that is sent without validation. Its media are not measured.</summary>
    /// <param name="request">The request.</param>
    /// <param name="includeHashes">Whether to hash local files, for a <see cref="BatchJournal"/>.</param>
    /// <param name="cancellationToken">Cancels the preparation.</param>
    /// <returns>The prepared request. A missing file is reported when the request is validated or sent.</returns>
    public static Task<PreparedRequest> CreateAsync(
        VideoRequest request, bool includeHashes = false, CancellationToken cancellationToken = default) =>
        CreateAsync(request, new MediaInspector(shouldMeasure: null, includeHashes), cancellationToken);

    internal static async Task<PreparedRequest> CreateAsync(
        VideoRequest request, MediaInspector inspection, CancellationToken cancellationToken)
    {
        List<InspectedMedia> media = [];
        foreach (MediaInput input in request.ReplacesContent ? [] : request.GetMedia())
        {
            media.Add(await inspection.InspectAsync(input, cancellationToken).ConfigureAwait(false));
        }

        return new PreparedRequest(request, media);
    }

    /// <summary>Estimates what the video costs, and keeps the estimate.</summary>
    /// <param name="estimator">Makes the estimate.</param>
    /// <returns>The estimate.</returns>
    public CostEstimate EstimateCost(CostEstimator estimator) =>
        Cost = (estimator ?? throw new ArgumentNullException(nameof(estimator))).Estimate(Request, Media);

    /// <summary>Creates a copy with another expiration.</summary>
    internal PreparedRequest WithExpiration(int seconds) =>
        new(Request with { ExpiresAfterSec = seconds }, Media) { Cost = Cost };

    /// <summary>Throws if a local file cannot be sent.</summary>
    /// <exception cref="MeshVideoException"><see cref="MeshVideoErrorKind.MediaUnreadable"/>.</exception>
    internal void ThrowIfUnsendable()
    {
        if (Media.FirstOrDefault(media => !media.IsSendable) is { } unsendable)
        {
            throw MediaFile.CreateUnreadableException(unsendable.Input, unsendable.Problem!, unsendable.Error);
        }
    }
}
