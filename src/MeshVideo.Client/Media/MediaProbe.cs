using System;
using System.IO;

namespace MeshVideo.Media;

/// <summary>Measures media.</summary>
internal static class MediaProbe
{
    /// <summary>Reads what it needs of the headers, wherever they lie, and never the whole.</summary>
    /// <returns>Null where the file cannot be made out.</returns>
    public static MediaMeasure? TryMeasure(Stream stream, string mimeType)
    {
        try
        {
            stream.Position = 0;
            return mimeType switch
            {
                "image/png" or "image/jpeg" or "image/gif" or "image/bmp" or "image/webp" or "image/tiff" =>
                    ImageProbe.Probe(stream, mimeType),
                "image/heic" or "image/heif" => HeifProbe.Probe(stream),
                "video/mp4" or "video/quicktime" => Mp4Probe.Probe(stream),
                "audio/wav" => WavProbe.Probe(stream),
                "audio/mpeg" => Mp3Probe.Probe(stream),
                _ => null,
            };
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            // Whatever a broken file makes a parser throw: the file has not been measured, and that is all there is to know.
            return null;
        }
    }
}
