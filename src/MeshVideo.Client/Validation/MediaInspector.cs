using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using MeshVideo.Media;

namespace MeshVideo.Validation;

/// <summary>Looks at the media of a request that are at hand: local files for every model, data URIs for those of the table.</summary>
internal static class MediaInspector
{
    public static async Task<List<InspectedMedia>> InspectAsync(VideoRequest request, ModelCapabilities? model, CancellationToken cancellationToken)
    {
        List<InspectedMedia> inspected = [];
        foreach (MediaInput input in MediaInput.Of(request))
        {
            inspected.Add(
                input.Source.Path is not null ? await FileAsync(input, model, cancellationToken).ConfigureAwait(false)
                : model is not null && DataUri.Is(input.Source.Url!) ? await Task.Run(() => Data(input, model), cancellationToken).ConfigureAwait(false)
                : new InspectedMedia(input));
        }

        return inspected;
    }

    private static async Task<InspectedMedia> FileAsync(MediaInput input, ModelCapabilities? model, CancellationToken cancellationToken)
    {
        MediaFile.MediaLook look = await MediaFile.LookAsync(input, cancellationToken).ConfigureAwait(false);
        if (look.File is not { } file)
        {
            return new InspectedMedia(input) { Problem = look.Objection };
        }

        // From now on a file of another length is not the one that was judged.
        input.Source.CheckedLength = file.Length;
        return new InspectedMedia(input)
        {
            File = file,
            Problem = file.Objection,
            MimeType = file.MimeType,
            Length = file.Length,
            Measure = file.Objection is null && ShouldMeasure(input, model, file.MimeType, file.Length)
                ? await Task.Run(() => Measured(input.Source, file.MimeType), cancellationToken).ConfigureAwait(false)
                : null,
        };
    }

    private static MediaMeasure? Measured(MediaSource source, string mimeType)
    {
        try
        {
            using FileStream stream = source.OpenFileToProbe();
            return MediaProbe.TryMeasure(stream, mimeType);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // It has gone since it was looked at; sending it will say so.
            return null;
        }
    }

    private static InspectedMedia Data(MediaInput input, ModelCapabilities model)
    {
        if (DataUri.TryRead(input.Source.Url!) is not { } uri)
        {
            return new InspectedMedia(input) { Problem = "a data URI without MIME type or base64" };
        }

        InspectedMedia media = new(input) { MimeType = uri.MimeType, Length = uri.Length };
        if (!ShouldMeasure(input, model, uri.MimeType, uri.Length))
        {
            return media;
        }

        using MemoryStream? stream = uri.TryDecode();
        if (stream is null)
        {
            return media with { Problem = "a data URI that is not valid base64" };
        }

        string? actual = MediaSignature.MimeTypeOf(stream);
        return IsSame(uri.MimeType, actual)
            ? media with { Length = stream.Length, Measure = MediaProbe.TryMeasure(stream, actual!) }
            : media with { Problem = $"a data URI whose data is {actual ?? "of no known media type"}, not {uri.MimeType}" };
    }

    // What is refused for its format or its size is not worth a look, however large it is.
    private static bool ShouldMeasure(MediaInput input, ModelCapabilities? model, string mimeType, long length)
    {
        MediaLimits limits = MediaLimits.For(input.Kind);
        return model is not null && limits.IsSizeAllowed(length) && limits.FormatsFor(model).Contains(MediaLimits.FormatOf(mimeType));
    }

    // MP4 and MOV are one format in two dresses, and so are HEIC and HEIF.
    private static bool IsSame(string declared, string? actual)
    {
        string? format = actual is null ? null : MediaLimits.FormatOf(actual);
        return Family(MediaLimits.FormatOf(declared)) == Family(format);

        static string? Family(string? format) => format switch
        {
            "mov" => "mp4",
            "heif" => "heic",
            _ => format,
        };
    }
}
