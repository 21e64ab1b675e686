using System;
using System.IO;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using MeshVideo.Requests;

namespace MeshVideo;

/// <summary>Formats requests as they would be sent.</summary>
public static class RequestPreview
{
    /// <summary>
    /// Formats a request as indented JSON, with the type, size and source of local files and data URIs instead of their bytes,
    /// and without the query of links.
    /// </summary>
    /// <param name="request">The request.</param>
    /// <returns>The JSON.</returns>
    /// <exception cref="MeshVideoException">
    /// <see cref="MeshVideoErrorKind.InvalidRequest"/>: an additional property cannot be written as JSON.
    /// </exception>
    public static string ToJson(PreparedRequest request)
    {
        using MemoryStream json = new();
        new RequestJsonWriter(json, PreviewRequestEncoder.Instance) { IsIndented = true }.Write(
            request ?? throw new ArgumentNullException(nameof(request)));
        return Encoding.UTF8.GetString(json.GetBuffer(), 0, (int)json.Length);
    }

    /// <summary>Prepares and formats a request.</summary>
    /// <param name="request">The request. Its local files need not exist.</param>
    /// <param name="cancellationToken">Cancels the preparation.</param>
    /// <returns>The JSON.</returns>
    /// <exception cref="MeshVideoException">
    /// <see cref="MeshVideoErrorKind.InvalidRequest"/>: an additional property cannot be written as JSON.
    /// </exception>
    public static async Task<string> ToJsonAsync(VideoRequest request, CancellationToken cancellationToken = default) =>
        ToJson(
            await PreparedRequest.CreateAsync(
                request ?? throw new ArgumentNullException(nameof(request)), cancellationToken: cancellationToken)
                .ConfigureAwait(false));
}
