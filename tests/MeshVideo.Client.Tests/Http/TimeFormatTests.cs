using System;
using Xunit;

namespace MeshVideo.Client.Tests.Http;

/// <summary>Durations in messages.</summary>
public sealed class TimeFormatTests
{
    [Theory]
    [InlineData(0, "0 seconds")]
    [InlineData(0.2, "1 second")]
    [InlineData(59.5, "1 minute")]
    [InlineData(3600, "1 hour")]
    [InlineData(5401, "1 hour 30 minutes")]
    [InlineData(86405, "1 day")]
    [InlineData(180000, "2 days 2 hours")]
    public void A_duration_has_its_two_largest_units(double seconds, string expected) =>
        Assert.Equal(expected, TimeFormat.Duration(TimeSpan.FromSeconds(seconds)));
}
