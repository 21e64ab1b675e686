using System;
using System.Threading.Tasks;
using Xunit;

namespace MeshVideo.Client.Tests.Validation;

/// <summary>Callback addresses that a service could not call.</summary>
public sealed class CallbackAddressTests
{
    private static readonly Uri Public = MeshVideoConnection.PublicService;
    private static readonly Uri Local = new("http://127.0.0.1:5080");

    [Theory]
    [InlineData("http://127.0.0.1:8085/mesh/")]
    [InlineData("http://localhost/mesh")]
    [InlineData("https://[::1]:8085/")]
    [InlineData("http://0.0.0.0:8085/mesh/")]
    [InlineData("http://[::]:8085/mesh/")]
    public async Task An_address_of_this_machine_is_sent_to_the_public_service_with_a_warning(string address)
    {
        ValidationResult result = await RequestValidator.ValidateAsync(Calling(address), Public);

        Assert.True(result.IsValid);
        string warning = Assert.Single(result.Warnings);
        Assert.Contains(address, warning, StringComparison.Ordinal);
        Assert.Contains("api.meshapi.ai", warning, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("https://example.com/mesh")]
    [InlineData("https://8.8.8.8/mesh")]
    public async Task Any_other_address_is_sent_without(string address) =>
        Assert.Empty((await RequestValidator.ValidateAsync(Calling(address), Public)).Warnings);

    [Fact]
    public async Task A_service_on_this_machine_can_call_it()
    {
        Assert.Empty((await RequestValidator.ValidateAsync(Calling("http://127.0.0.1:8085/"), Local)).Warnings);
        Assert.Empty((await RequestValidator.ValidateAsync(Calling("http://127.0.0.1:8085/"))).Warnings);
    }

    [Fact]
    public async Task The_warning_has_no_query()
    {
        ValidationResult result = await RequestValidator.ValidateAsync(Calling("http://localhost/?token=s3cret"), Public);

        Assert.DoesNotContain("s3cret", Assert.Single(result.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_no_address_is_refused_together_with_all_else()
    {
        MeshVideoException error = (await RequestValidator.ValidateAsync(Calling("/mesh") with { Priority = 99 }, Public))
            .ToException()!;

        Assert.Equal(MeshVideoErrorKind.InvalidRequest, error.Kind);
        Assert.Contains(
            "CallbackUrl: '/mesh'; allowed: an absolute http or https address", error.Message, StringComparison.Ordinal);
        Assert.Contains("Priority: 99", error.Message, StringComparison.Ordinal);
    }

    private static VideoRequest Calling(string address) => new() { Prompt = "p", CallbackUrl = address };
}
