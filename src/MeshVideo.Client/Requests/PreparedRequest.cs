using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using MeshVideo.Media;

namespace MeshVideo;

/// <summary>
/// A request whose media were inspected. The same prepared request is validated, recorded in a journal and sent, so that a local file is opened
/// once before it is sent.
/// </summary>
public sealed class PreparedRequest
{
    private PreparedRequest(VideoRequest request, IReadOnlyList<PreparedMedia> media)
    {
        Request = request;
        Media = media;
    }

    /// <summary>The request.</summary>
    public VideoRequest Request { get; }

    /// <summary>Its media inputs, in the order in which they are sent; none if an additional property replaces the content.</summary>
    internal IReadOnlyList<PreparedMedia> Media { get; }

    /// <summary>Prepares a request without measuring its media, for a request that is not validated.</summary>
    /// <param name="request">The request.</param>
    /// <param name="includeHashes">Whether to hash local files, for a <see cref="BatchJournal"/>.</param>
    /// <param name="cancellationToken">Cancels the preparation.</param>
    /// <returns>The prepared request. A local file need not exist: validating or sending the request reports it.</returns>
    public static Task<PreparedRequest> CreateAsync(VideoRequest request, bool includeHashes = false, CancellationToken cancellationToken = default) =>
        CreateAsync(request, new MediaInspection(shouldMeasure: null, includeHashes), cancellationToken);

    internal static async Task<PreparedRequest> CreateAsync(VideoRequest request, MediaInspection inspection, CancellationToken cancellationToken)
    {
        List<PreparedMedia> media = [];
        foreach (MediaInput input in request.ReplacesContent ? [] : request.GetMedia())
        {
            media.Add(await inspection.InspectAsync(input, cancellationToken).ConfigureAwait(false));
        }

        return new PreparedRequest(request, media);
    }

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
