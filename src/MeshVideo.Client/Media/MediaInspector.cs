using System;
using System.IO;
using System.Threading;
using System.Threading.Tasks;
using MeshVideo.Security;

namespace MeshVideo.Media;

/// <summary>Inspects media inputs. A local file is opened once, for its type, its length, its measures and its hash.</summary>
/// <param name="shouldMeasure">Whether to measure an input with a MIME type and a length; null to measure none.</param>
/// <param name="includeHash">Whether to compute the hash of files.</param>
internal sealed class MediaInspector(Func<MediaInput, string, long, bool>? shouldMeasure, bool includeHash)
{
    /// <summary>Inspects an input.</summary>
    public async Task<InspectedMedia> InspectAsync(MediaInput input, CancellationToken cancellationToken)
    {
        if (input.Source.Path is not null)
        {
            return await Task.Run(() => InspectFile(input, cancellationToken), cancellationToken).ConfigureAwait(false);
        }

        return shouldMeasure is not null && DataUri.IsDataUri(input.Source.Url!)
            ? await Task.Run(() => InspectDataUri(input, shouldMeasure), cancellationToken).ConfigureAwait(false)
            : new InspectedMedia(input);
    }

    private InspectedMedia InspectFile(MediaInput input, CancellationToken cancellationToken)
    {
        try
        {
            using FileStream stream = input.Source.OpenFileToInspect();
            // Determined before anything is read, so that a change during the inspection is detected too.
            FileVersion version = new(stream);
            string? content = MediaSignature.DetectMimeType(stream);
            if (version.Length == 0)
            {
                return new InspectedMedia(input) { Problem = "it is empty" };
            }

            MediaFile file = new(input, version, content);
            return new InspectedMedia(input)
            {
                File = file,
                Problem = file.Problem,
                MimeType = file.MimeType,
                Length = file.Length,
                Info = file.Problem is null && shouldMeasure?.Invoke(input, file.MimeType, file.Length) == true
                    ? MediaProbe.TryProbe(stream, file.MimeType)
                    : null,
                Hash = includeHash ? ComputeHash(stream, cancellationToken) : null,
            };
        }
        catch (Exception exception)
            when (exception is IOException or UnauthorizedAccessException or NotSupportedException or ArgumentException)
        {
            return new InspectedMedia(input) { Problem = exception.Message.TrimEnd('.'), Error = exception };
        }
    }

    private static string ComputeHash(FileStream stream, CancellationToken cancellationToken)
    {
        stream.Position = 0;
        return ContentHash.Compute(stream, cancellationToken);
    }

    private static InspectedMedia InspectDataUri(MediaInput input, Func<MediaInput, string, long, bool> shouldMeasure)
    {
        if (DataUri.TryParse(input.Source.Url!) is not { } uri)
        {
            return new InspectedMedia(input) { Problem = "a data URI without MIME type or base64" };
        }

        InspectedMedia media = new(input) { MimeType = uri.MimeType, Length = uri.Length };
        if (!shouldMeasure(input, uri.MimeType, uri.Length))
        {
            return media;
        }

        using MemoryStream? stream = uri.TryDecode();
        if (stream is null)
        {
            return media with { Problem = "a data URI that is not valid base64" };
        }

        string? actual = MediaSignature.DetectMimeType(stream);
        return MediaFormat.IsSame(uri.MimeType, actual)
            ? media with { Length = stream.Length, Info = MediaProbe.TryProbe(stream, actual!) }
            : media with { Problem = $"a data URI whose data is {actual ?? "of no known media type"}, not {uri.MimeType}" };
    }
}
