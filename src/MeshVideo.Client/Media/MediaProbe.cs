using System;
using System.IO;

namespace MeshVideo.Media;

/// <summary>Reads the properties of media files.</summary>
internal static class MediaProbe
{
    /// <summary>Reads the properties of a file from its headers.</summary>
    /// <returns>Null if the format is unknown, or the headers cannot be read.</returns>
    public static MediaInfo? TryProbe(Stream stream, string mimeType)
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
            // A probe may throw anything for a malformed file, whose properties are then unknown.
            return null;
        }
    }
}
