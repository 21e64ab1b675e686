using System.Globalization;

namespace MeshVideo.Contract;

/// <summary>Sizes as the contract counts them: a MB is 2^20 bytes.</summary>
internal static class ByteSize
{
    public const long Megabyte = 1 << 20;

    private const long Kilobyte = 1 << 10;

    /// <summary>A size for people; one that a limit is about to be compared with keeps what decides.</summary>
    public static string Format(long bytes) => bytes switch
    {
        < Kilobyte => $"{bytes} bytes",
        < Megabyte => $"{Number(bytes, Kilobyte, "0.#")} KB",
        _ => $"{Number(bytes, Megabyte, "0.##")} MB",
    };

    /// <summary>A size with its bytes, which differ from the limit's where the rounded number may not.</summary>
    public static string FormatExact(long bytes) => $"{Format(bytes)} ({bytes.ToString(CultureInfo.InvariantCulture)} bytes)";

    private static string Number(long bytes, long unit, string format) => (bytes / (double)unit).ToString(format, CultureInfo.InvariantCulture);
}
