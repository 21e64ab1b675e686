using System;
using System.IO;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using MeshVideo.Requests;

namespace MeshVideo;

/// <summary>Shows a request as it would be sent.</summary>
public static class RequestPreview
{
    /// <summary>
    /// Writes the JSON of a request for people: indented, local files and data URIs as kind, size and source, links without their query.
    /// </summary>
    /// <param name="request">The request. Its local files are looked at, and need not be there.</param>
    /// <param name="cancellationToken">Stops at once.</param>
    /// <returns>The JSON.</returns>
    /// <exception cref="MeshVideoException"><see cref="MeshVideoErrorKind.InvalidRequest"/>: an additional property cannot be written as JSON.</exception>
    public static async Task<string> ToJsonAsync(VideoRequest request, CancellationToken cancellationToken = default)
    {
        using MemoryStream json = new();
        RequestWriter writer = new(json, ShownParts.Instance) { IsIndented = true };
        await writer.WriteAsync(request ?? throw new ArgumentNullException(nameof(request)), cancellationToken).ConfigureAwait(false);
        return Encoding.UTF8.GetString(json.GetBuffer(), 0, (int)json.Length);
    }
}
