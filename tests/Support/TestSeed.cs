using System;
using System.Globalization;

namespace MeshVideo.Tests.Support;

/// <summary>
/// The seed of the random tests. It is fixed, so that every run tests the same, unless MESHVIDEO_TEST_SEED sets another.
/// </summary>
internal static class TestSeed
{
    public const string Variable = "MESHVIDEO_TEST_SEED";

    private const int Default = 20261126;

    public static int Value { get; } =
        Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } text
            ? int.Parse(text, CultureInfo.InvariantCulture)
            : Default;
}
