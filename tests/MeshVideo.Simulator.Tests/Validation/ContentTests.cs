using System.Linq;
using System.Text.Json.Nodes;
using System.Threading.Tasks;
using MeshVideo.Simulator.Tests.Support;
using Xunit;
using static MeshVideo.Simulator.Tests.Support.Content;

namespace MeshVideo.Simulator.Tests.Validation;

public sealed class ContentTests
{
    [Theory]
    [InlineData("""{}""", "type")]
    [InlineData("""{"type":"smell"}""", "type")]
    [InlineData("""{"type":"text"}""", "text")]
    [InlineData("""{"type":"text","text":7}""", "text")]
    [InlineData("""{"type":"text","text":"a","role":"first_frame"}""", "role")]
    [InlineData("""{"type":"video_url","video_url":{"url":"https://a/b.mp4"}}""", "role")]
    [InlineData("""{"type":"audio_url","audio_url":{"url":"https://a/b.wav"}}""", "role")]
    [InlineData("""{"type":"image_url","role":"reference_video","image_url":{"url":"https://a/b.png"}}""", "role")]
    [InlineData("""{"type":"image_url","role":"first_frame"}""", "image_url")]
    [InlineData("""{"type":"image_url","role":"first_frame","image_url":"https://a/b.png"}""", "image_url")]
    [InlineData("""{"type":"image_url","role":"first_frame","image_url":{}}""", "image_url.url")]
    [InlineData("""{"type":"image_url","role":"first_frame","image_url":{"url":1}}""", "image_url.url")]
    [InlineData("""{"type":"image_url","role":"first_frame","image_url":{"url":"b.png"}}""", "image_url.url")]
    [InlineData("""{"type":"image_url","role":"first_frame","image_url":{"url":"file:///b.png"}}""", "image_url.url")]
    [InlineData("""{"type":"image_url","role":"first_frame","image_url":{"url":"https://a/b.png","alt":""}}""", "image_url.alt")]
    [InlineData("""{"type":"draft_task","draft_task":{}}""", "draft_task.id")]
    public async Task An_item_that_is_not_well_formed_is_422(string item, string location)
    {
        await using Service service = await Service.StartAsync();
        JsonObject body = BodyFor("byteplus/experimental", Text("a cat"), JsonNode.Parse(item)!.AsObject());
        Reply reply = await service.PostAsync(body);
        Assert.Equal(422, reply.Status);
        Assert.Equal([$"body.content.1.{location}"], reply.Locations);
    }

    [Fact]
    public async Task A_lone_picture_needs_no_role()
    {
        await using Service service = await Service.StartAsync();
        JsonObject picture = Image("first_frame");
        picture.Remove("role");
        Assert.Equal(200, (await service.PostAsync(Body(picture.DeepClone().AsObject()))).Status);
        Assert.Equal(200, (await service.PostAsync(Body(Text("a cat"), picture.DeepClone().AsObject()))).Status);

        // It is the first frame, which this model does not take.
        Reply reply = await service.PostAsync(
            BodyFor("byteplus/seedance-1-0-lite-t2v", Text("a"), picture.DeepClone().AsObject()));
        Assert.Equal(["body.content"], reply.Locations);

        Reply two = await service.PostAsync(Body(Image("first_frame"), picture));
        Assert.Equal(["body.content.1.role"], two.Locations);
    }

    [Theory]
    [InlineData("bytedance/seedance-2-5", 200)]
    [InlineData("byteplus/experimental", 200)]
    [InlineData("byteplus/dreamina-seedance-2-0-fast", 422)]
    public async Task Audio_alone_is_refused_only_where_the_model_rules_it_out(string model, int status)
    {
        await using Service service = await Service.StartAsync();
        Assert.Equal(status, (await service.PostAsync(BodyFor(model, Audio()))).Status);
    }

    public static TheoryData<string, JsonObject[]> Refused => new()
    {
        { "nothing", [] },
        { "blank text", [Text("  ")] },
        { "two first frames", [Image("first_frame"), Image("first_frame")] },
        { "two last frames", [Image("first_frame"), Image("last_frame"), Image("last_frame")] },
        { "last without first", [Image("last_frame")] },
        { "first frame and reference", [Image("first_frame"), Image("reference_image")] },
        { "first, last and reference video", [Image("first_frame"), Image("last_frame"), Video()] },
        { "audio alone", [Text("a cat"), Audio()] },
        { "first frame and audio", [Image("first_frame"), Audio()] },
    };

    public static TheoryData<string, JsonObject[]> Taken => new()
    {
        { "text", [Text("a cat")] },
        { "first frame without text", [Image("first_frame")] },
        { "first and last", [Text("a cat"), Image("first_frame"), Image("last_frame")] },
        { "asset", [Image("first_frame", "asset://asset-1")] },
        { "references of all kinds", [Image("reference_image"), Video(), Audio()] },
        { "video and audio", [Video(), Audio()] },
        { "references with text", [Text("a cat"), Image("reference_image"), Image("reference_image")] },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public async Task Modes_exclude_each_other_and_audio_is_never_alone(string what, JsonObject[] items)
    {
        await using Service service = await Service.StartAsync();
        Reply reply = await service.PostAsync(Body(items));
        Assert.True(reply.Status == 422, what);
        Assert.Equal("body.content", reply.Locations.Distinct().Single());
    }

    [Theory]
    [MemberData(nameof(Taken))]
    public async Task Each_mode_is_taken_by_itself(string what, JsonObject[] items)
    {
        await using Service service = await Service.StartAsync();
        Reply reply = await service.PostAsync(Body(items));
        Assert.True(reply.Status == 200, $"{what}: {reply.Text}");
    }
}
