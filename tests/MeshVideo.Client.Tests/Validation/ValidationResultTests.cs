using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using MeshVideo.Client.Tests.Support;
using Xunit;

namespace MeshVideo.Client.Tests.Validation;

/// <summary>How the verdict speaks, and what it leaves alone.</summary>
public sealed class ValidationResultTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task One_error_lists_everything_with_parameter_value_and_limit()
    {
        string path = _folder.Write("a.png", SampleImages.Png(200, 900));
        MeshVideoException error = (await RequestValidator.ValidateAsync(new VideoRequest
        {
            ReferenceImages = [MediaSource.FromUrl("asset://a"), MediaSource.FromFile(path)],
            Duration = 99,
            Priority = 12,
            Resolution = "8k",
        })).ToException()!;

        Assert.Equal(MeshVideoErrorKind.InvalidRequest, error.Kind);
        Assert.Equal(
            ["Priority", "Resolution", "Duration", "ReferenceImage[1]", "ReferenceImage[1]"],
            error.Details.Select(detail => detail.Location));
        string[] message =
        [
            "5 reasons",
            "Priority: 12; allowed: 0 to 9.",
            "Resolution: '8k'; allowed: 480p, 720p, 1080p, 4k with dreamina-seedance-2-0.",
            "Duration: 99; allowed: 4 to 15 seconds, or -1, with dreamina-seedance-2-0.",
            $"ReferenceImage[1]: 200 x 900 px in '{path}'; allowed: 300 to 6000 px on each side.",
            "Nothing was sent",
        ];
        Assert.All(message, text => Assert.Contains(text, error.Message, StringComparison.Ordinal));
        Assert.DoesNotContain('\n', error.Message);
    }

    [Fact]
    public async Task One_violation_is_a_plain_sentence()
    {
        MeshVideoException error = (await RequestValidator.ValidateAsync(new VideoRequest { Prompt = "p", Seed = -5 }))
            .ToException()!;

        Assert.Equal(
            "The request is not valid: Seed: -5; allowed: -1 to 4294967295. Nothing was sent.",
            error.Message);
    }

    [Fact]
    public async Task Additional_properties_are_not_judged_and_neither_is_what_they_take_the_place_of()
    {
        VideoRequest wrong = new()
        {
            Prompt = "p", Duration = 99, Priority = 99, Seed = -9, Ratio = "x", ServiceTier = "x", CameraFixed = true, Frames = 3,
            CallbackUrl = "x",
        };
        Dictionary<string, object?> properties = new()
        {
            ["duration"] = 1000, ["priority"] = null, ["seed"] = "none", ["ratio"] = "y", ["service_tier"] = 1,
            ["camera_fixed"] = true,
            ["frames"] = 1, ["callback_url"] = "y", ["x_other"] = -1,
        };

        Assert.Equal(8, (await RequestValidator.ValidateAsync(wrong with { Frames = null })).Violations.Count + 1);
        Assert.True((await RequestValidator.ValidateAsync(wrong with { AdditionalProperties = properties })).IsValid);
    }

    [Fact]
    public async Task A_content_or_a_model_of_the_callers_own_is_not_judged()
    {
        VideoRequest request = new() { LastFrame = MediaSource.FromFile(_folder.Path), Duration = 60 };

        Assert.Equal(3, (await RequestValidator.ValidateAsync(request)).Violations.Count);
        ValidationResult result = await RequestValidator.ValidateAsync(request with
        {
            AdditionalProperties = new Dictionary<string, object?> { ["content"] = Array.Empty<object>(), ["model"] = "m" },
        });
        Assert.True(result.IsValid, result.ToException()?.Message);
    }

    [Fact]
    public async Task A_query_is_a_secret_in_what_the_rules_say_too()
    {
        ValidationResult result = await RequestValidator.ValidateAsync(new VideoRequest
        {
            FirstFrame = MediaSource.FromUrl("ftp://example.com/a?sig=s3cret"),
            CallbackUrl = "https:/example.com?sig=s3cret",
            ReferenceImages = [MediaSource.FromUrl("https://example.com/b?sig=s3cret")],
        });

        Assert.NotEmpty(result.Violations);
        Assert.DoesNotContain("s3cret", result.ToException()!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Checking_can_be_stopped()
    {
        VideoRequest request = new() { FirstFrame = MediaSource.FromFile(_folder.Write("a.png", SampleImages.Png(400, 400))) };

        await Expect.CancelledAsync(RequestValidator.ValidateAsync(request, new CancellationToken(canceled: true)));
    }
}
