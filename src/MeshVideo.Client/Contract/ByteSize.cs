using System.Globalization;

namespace MeshVideo.Contract;

/// <summary>Formats sizes in the units of the contract: 1 MB is 2^20 bytes.</summary>
internal static class ByteSize
{
    public const long Megabyte = 1 << 20;

    private const long Kilobyte = 1 << 10;

    /// <summary>Formats a size, rounded to its unit.</summary>
    public static string Format(long bytes) => bytes switch
    {
        < Kilobyte => $"{bytes} bytes",
        < Megabyte => $"{Number(bytes, Kilobyte, "0.#")} KB",
        _ => $"{Number(bytes, Megabyte, "0.##")} MB",
    };

    /// <summary>
    /// Formats a size with its number of bytes, because the rounded size can equal a limit that the number of bytes exceeds.
    /// </summary>
    public static string FormatExact(long bytes) => $"{Format(bytes)} ({bytes.ToString(CultureInfo.InvariantCulture)} bytes)";

    private static string Number(long bytes, long unit, string format) =>
        (bytes / (double)unit).ToString(format, CultureInfo.InvariantCulture);
}
