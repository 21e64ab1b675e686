using System;
using Xunit;

namespace MeshVideo.Client.Tests.Security;

/// <summary>What a key may be, and that it shows itself to nobody.</summary>
public sealed class ApiKeyTests
{
    [Theory]
    [InlineData("", "empty")]
    [InlineData("   ", "empty")]
    [InlineData("\r\n", "empty")]
    [InlineData("rsk_secret\n", "line break")]
    [InlineData("rsk_secret\r\nX-Evil: 1", "line break")]
    [InlineData(" rsk_secret", "white space")]
    [InlineData("rsk_secret ", "white space")]
    [InlineData("rsk_\tsecret", "white space")]
    [InlineData("rsk_secret\0", "control character")]
    [InlineData("rsk_secret\u007f", "control character")]
    [InlineData("rsk_secret\u0085", "non-ASCII")]
    [InlineData("rsk_secret\u00a0", "non-ASCII")]
    [InlineData("rsk_secr\u00e9t", "non-ASCII")]
    [InlineData("“rsk_secret”", "non-ASCII")]
    public void A_key_that_cannot_be_sent_is_refused_without_being_shown(string key, string reason)
    {
        MeshVideoException error = Assert.Throws<MeshVideoException>(() => new ApiKey(key));

        Assert.Equal(MeshVideoErrorKind.InvalidApiKey, error.Kind);
        Assert.Contains(reason, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secr", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void No_key_at_all_is_refused() =>
        Assert.Equal(MeshVideoErrorKind.InvalidApiKey, Assert.Throws<MeshVideoException>(() => new ApiKey(null!)).Kind);

    [Theory]
    [InlineData("rsk_01HZX5")]
    [InlineData("!\"#$%&'()*+,-./:;<=>?@[]^_`{|}~")]
    public void A_key_does_not_show_itself(string value)
    {
        ApiKey key = new(value);
        MeshVideoConnection connection = new(key);

        Assert.All(
            new object[] { key, connection }, thing => Assert.DoesNotContain(value, thing.ToString()!, StringComparison.Ordinal));
        Assert.All(new[] { typeof(ApiKey), typeof(MeshVideoConnection) }, type => Assert.DoesNotContain(
            type.GetProperties(),
            property => property.PropertyType == typeof(string) || property.PropertyType == typeof(ApiKey)));
    }
}
