using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using Xunit;

namespace MeshVideo.Client.Tests.Validation;

/// <summary>The contract's table of fields, and what holds for the content as a whole.</summary>
public sealed class FieldLimitTests(ClientAndService judges) : IClassFixture<ClientAndService>
{
    private const string Unknown = "byteplus/experimental";
    private const string WithFrames = "byteplus/seedance-1-0-pro";

    private static readonly MediaSource Asset = MediaSource.FromUrl("asset://a");
    private static readonly VideoRequest Text = new() { Prompt = "p" };

    private static readonly Dictionary<string, (bool IsTaken, string Parameters, VideoRequest Request)> EveryModel = new()
    {
        ["seed -2"] = (false, "Seed", Text with { Seed = -2 }),
        ["seed -1"] = (true, "", Text with { Seed = -1 }),
        ["seed 2^32-1"] = (true, "", Text with { Seed = 4294967295 }),
        ["seed 2^32"] = (false, "Seed", Text with { Seed = 4294967296 }),
        ["priority -1"] = (false, "Priority", Text with { Priority = -1 }),
        ["priority 0"] = (true, "", Text with { Priority = 0 }),
        ["priority 9"] = (true, "", Text with { Priority = 9 }),
        ["priority 10"] = (false, "Priority", Text with { Priority = 10 }),
        ["expiry 3599"] = (false, "ExpiresAfterSec", Text with { ExpiresAfterSec = 3599 }),
        ["expiry 3600"] = (true, "", Text with { ExpiresAfterSec = 3600 }),
        ["expiry 259200"] = (true, "", Text with { ExpiresAfterSec = 259200 }),
        ["expiry 259201"] = (false, "ExpiresAfterSec", Text with { ExpiresAfterSec = 259201 }),
        ["duration 0"] = (false, "Duration", Text with { Duration = 0 }),
        ["duration -2"] = (false, "Duration", Text with { Duration = -2 }),
        ["callback https"] = (true, "", Text with { CallbackUrl = "https://example.com/hook?x=1" }),
        ["callback http"] = (true, "", Text with { CallbackUrl = "http://example.com:8080/" }),
        ["callback ftp"] = (false, "CallbackUrl", Text with { CallbackUrl = "ftp://example.com/" }),
        ["callback relative"] = (false, "CallbackUrl", Text with { CallbackUrl = "/hook" }),
        ["callback bare"] = (false, "CallbackUrl", Text with { CallbackUrl = "example.com" }),
        ["callback empty"] = (false, "CallbackUrl", Text with { CallbackUrl = "" }),
        ["nothing"] = (false, "Prompt", new VideoRequest()),
        ["white space"] = (false, "Prompt", new VideoRequest { Prompt = " \t" }),
        ["white space with a frame"] = (true, "", new VideoRequest { Prompt = " ", FirstFrame = Asset }),
        ["first frame"] = (true, "", new VideoRequest { FirstFrame = Asset }),
        ["first and last"] = (true, "", new VideoRequest { FirstFrame = Asset, LastFrame = Asset }),
        ["last alone"] = (false, "LastFrame", new VideoRequest { LastFrame = Asset }),
        ["first and image"] = (false, "FirstFrame", new VideoRequest { FirstFrame = Asset, ReferenceImages = [Asset] }),
        ["first and video"] = (false, "FirstFrame", new VideoRequest { FirstFrame = Asset, ReferenceVideos = [Asset] }),
        ["both and image"] =
        (
            false,
            "FirstFrame and LastFrame",
            new VideoRequest { FirstFrame = Asset, LastFrame = Asset, ReferenceImages = [Asset] }
        ),
        ["first and audio"] =
            (false, "FirstFrame", new VideoRequest { FirstFrame = Asset, ReferenceImages = [Asset], ReferenceAudios = [Asset] }),
        ["audio and image"] = (true, "", new VideoRequest { ReferenceImages = [Asset], ReferenceAudios = [Asset] }),
        ["audio and video"] = (true, "", new VideoRequest { ReferenceVideos = [Asset], ReferenceAudios = [Asset] }),
        ["link"] = (true, "", new VideoRequest { FirstFrame = MediaSource.FromUrl("http://example.com/a.png?sig=1") }),
        ["no address"] = (false, "FirstFrame", new VideoRequest { FirstFrame = MediaSource.FromUrl("a.png") }),
        ["another scheme"] =
        (
            false,
            "ReferenceImage[1]",
            new VideoRequest { ReferenceImages = [Asset, MediaSource.FromUrl("ftp://example.com/a.png")] }
        ),
        ["half a link"] =
            (false, "LastFrame", new VideoRequest { FirstFrame = Asset, LastFrame = MediaSource.FromUrl("http://") }),
    };

    private static readonly Dictionary<string, (bool IsTaken, string Parameters, VideoRequest Request)> ModelsWithFrames = new()
    {
        ["frames 25"] = (false, "Frames", Text with { Frames = 25 }),
        ["frames 29"] = (true, "", Text with { Frames = 29 }),
        ["frames 30"] = (false, "Frames", Text with { Frames = 30 }),
        ["frames 31"] = (false, "Frames", Text with { Frames = 31 }),
        ["frames 33"] = (true, "", Text with { Frames = 33 }),
        ["frames 289"] = (true, "", Text with { Frames = 289 }),
        ["frames 293"] = (false, "Frames", Text with { Frames = 293 }),
        ["frames and duration"] = (false, "Frames", Text with { Frames = 29, Duration = 5 }),
    };

    private static readonly Dictionary<string, (string Parameters, VideoRequest Request)> NamedModelsOnly = new()
    {
        ["ratio"] = ("Ratio", Text with { Ratio = "2:1" }),
        ["resolution"] = ("Resolution", Text with { Resolution = "360p" }),
        ["tier"] = ("ServiceTier", Text with { ServiceTier = "fast" }),
        ["length"] = ("Duration", Text with { Duration = 60 }),
        ["images"] = ("ReferenceImage", new VideoRequest { ReferenceImages = [.. Enumerable.Repeat(Asset, 10)] }),
        ["audio alone"] = ("ReferenceAudio", new VideoRequest { Prompt = "p", ReferenceAudios = [Asset] }),
        ["camera"] = ("CameraFixed", Text with { CameraFixed = true }),
        ["no MIME type"] = ("FirstFrame", new VideoRequest { FirstFrame = MediaSource.FromUrl("data:;base64,AAAA") }),
    };

    public static TheoryData<string, string> OfEveryModel()
    {
        TheoryData<string, string> cases = [];
        foreach (string name in EveryModel.Keys)
        {
            cases.Add(VideoRequest.DefaultModel, name);
            cases.Add(Unknown, name);
        }

        return cases;
    }

    public static TheoryData<string, string> OfModelsWithFrames()
    {
        TheoryData<string, string> cases = [];
        foreach (string name in ModelsWithFrames.Keys)
        {
            cases.Add(WithFrames, name);
            cases.Add(Unknown, name);
        }

        return cases;
    }

    public static TheoryData<string> OfNamedModels() => [.. NamedModelsOnly.Keys];

    [Theory]
    [MemberData(nameof(OfEveryModel))]
    public Task A_limit_for_every_model(string model, string name) => JudgeAsync(model, EveryModel[name]);

    [Theory]
    [MemberData(nameof(OfModelsWithFrames))]
    public Task A_limit_for_models_that_take_frames(string model, string name) => JudgeAsync(model, ModelsWithFrames[name]);

    [Theory]
    [MemberData(nameof(OfNamedModels))]
    public async Task A_limit_that_an_unknown_model_is_not_held_to(string name)
    {
        (string parameters, VideoRequest request) = NamedModelsOnly[name];

        await judges.RefuseAsync(request, parameters);
        await judges.TakeAsync(request with { Model = Unknown });
    }

    [Theory]
    [InlineData("16:9")]
    [InlineData("4:3")]
    [InlineData("1:1")]
    [InlineData("3:4")]
    [InlineData("9:16")]
    [InlineData("21:9")]
    [InlineData("adaptive")]
    public Task Every_ratio_is_taken(string ratio) => judges.TakeAsync(Text with { Ratio = ratio });

    [Theory]
    [InlineData(Unknown, true, true)]
    [InlineData("bytedance/seedance-2-5", true, false)]
    [InlineData(VideoRequest.DefaultModel, false, false)]
    public async Task Audio_alone_is_a_warning_for_models_that_the_table_does_not_name(
        string model, bool isAccepted, bool isWarning)
    {
        ValidationResult result = await RequestValidator.ValidateAsync(
            new VideoRequest { Model = model, ReferenceAudios = [Asset] });

        Assert.Equal(isAccepted, result.IsValid);
        Assert.Equal(isWarning, result.Warnings.Any(warning => warning.Contains(model, System.StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_model_must_be_named()
    {
        ValidationResult result = await RequestValidator.ValidateAsync(Text with { Model = "" });

        Assert.Equal("Model", Assert.Single(result.Violations).Parameter);
    }

    [Theory]
    [InlineData(64 << 20, true)]
    [InlineData((64 << 20) + 1, false)]
    public async Task The_body_may_have_64_MB(int length, bool isTaken)
    {
        VideoRequest request = Text with { Model = Unknown };
        int rest = """{"model":"byteplus/experimental","content":[{"type":"text","text":""}]}""".Length;
        request = request with { Prompt = new string('p', length - rest) };

        await (isTaken ? judges.TakeAsync(request) : judges.RefuseAsync(request, "Request body"));
    }

    private Task JudgeAsync(string model, (bool IsTaken, string Parameters, VideoRequest Request) given)
    {
        VideoRequest request = given.Request with { Model = model };
        return given.IsTaken ? judges.TakeAsync(request) : judges.RefuseAsync(request, given.Parameters.Split('|'));
    }
}
