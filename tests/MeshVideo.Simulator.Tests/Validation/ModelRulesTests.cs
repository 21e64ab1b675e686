using System.Linq;
using System.Net.Http;
using System.Text.Json.Nodes;
using System.Threading.Tasks;
using MeshVideo.Simulator.Tests.Support;
using Xunit;
using static MeshVideo.Simulator.Tests.Support.Content;

namespace MeshVideo.Simulator.Tests.Validation;

/// <summary>The contract's table: what each model takes and what not.</summary>
public sealed class ModelRulesTests
{
    private const string Seedance2 = "dreamina-seedance-2-0";
    private const string Seedance2Fast = "dreamina-seedance-2-0-fast";
    private const string Seedance2Mini = "dreamina-seedance-2-0-mini";
    private const string Seedance25 = "seedance-2-5";
    private const string Pro15 = "seedance-1-5-pro";
    private const string Pro = "seedance-1-0-pro";
    private const string ProFast = "seedance-1-0-pro-fast";
    private const string LiteText = "seedance-1-0-lite-t2v";
    private const string LiteImage = "seedance-1-0-lite-i2v";

    [Theory]
    [InlineData(Seedance2, "text", true)]
    [InlineData(Seedance2, "first last", true)]
    [InlineData(Seedance2, "image*10", false)]
    [InlineData(Seedance2, "video*4", false)]
    [InlineData(Seedance2, "image audio*4", false)]
    [InlineData(Seedance2Fast, "image*9 video*3 audio*3", true)]
    [InlineData(Seedance2Mini, "image*9 video*3 audio*3", true)]
    [InlineData(Seedance2Mini, "image*10", false)]
    [InlineData(Seedance25, "image*30 video*10 audio*10", true)]
    [InlineData(Seedance25, "image*31", false)]
    [InlineData(Seedance25, "video*11", false)]
    [InlineData(Seedance25, "audio*11", false)]
    [InlineData(Pro15, "first last", true)]
    [InlineData(Pro15, "image", false)]
    [InlineData(Pro15, "video", false)]
    [InlineData(Pro, "first last", true)]
    [InlineData(Pro, "image", false)]
    [InlineData(ProFast, "first", true)]
    [InlineData(ProFast, "first last", false)]
    [InlineData(LiteText, "text", true)]
    [InlineData(LiteText, "text first", false)]
    [InlineData(LiteImage, "text", false)]
    [InlineData(LiteImage, "text first", true)]
    [InlineData(LiteImage, "first last", true)]
    [InlineData(LiteImage, "image*4", true)]
    [InlineData(LiteImage, "image*5", false)]
    [InlineData(LiteImage, "image video", false)]
    public async Task Inputs(string model, string inputs, bool taken)
    {
        await using Service service = await Service.StartAsync();
        Reply reply = await service.PostAsync(BodyFor("byteplus/" + model, [.. inputs.Split(' ').SelectMany(Items)]));
        Assert.True(reply.Status == (taken ? 200 : 422), reply.Text);
        if (!taken)
        {
            Assert.Equal(["body.content"], reply.Locations);
        }
    }

    [Theory]
    [InlineData(Seedance2, "duration", "3", false)]
    [InlineData(Seedance2, "duration", "4", true)]
    [InlineData(Seedance2, "duration", "15", true)]
    [InlineData(Seedance2, "duration", "16", false)]
    [InlineData(Seedance2, "duration", "-1", true)]
    [InlineData(Seedance2Fast, "duration", "-1", true)]
    [InlineData(Pro15, "duration", "-1", true)]
    [InlineData(Pro15, "duration", "12", true)]
    [InlineData(Pro15, "duration", "13", false)]
    [InlineData(Pro, "duration", "-1", false)]
    [InlineData(Pro, "duration", "2", true)]
    [InlineData(Pro, "duration", "1", false)]
    [InlineData(Pro, "frames", "29", true)]
    [InlineData(Seedance2, "frames", "29", false)]
    [InlineData(Pro15, "frames", "29", false)]
    [InlineData(Seedance2, "resolution", "\"1080p\"", true)]
    [InlineData(Seedance2, "resolution", "\"4k\"", true)]
    [InlineData(Seedance2Mini, "resolution", "\"1080p\"", true)]
    [InlineData(Seedance2Mini, "resolution", "\"4k\"", false)]
    [InlineData(Seedance25, "resolution", "\"1080p\"", true)]
    [InlineData(Seedance25, "resolution", "\"2k\"", false)]
    [InlineData(Seedance25, "duration", "30", true)]
    [InlineData(Seedance25, "duration", "31", false)]
    [InlineData(Seedance25, "duration", "-1", true)]
    [InlineData(Seedance25, "draft", "true", true)]
    [InlineData(Seedance25, "frames", "29", true)]
    [InlineData(Seedance2Fast, "resolution", "\"1080p\"", false)]
    [InlineData(Seedance2, "resolution", "\"2k\"", false)]
    [InlineData(Seedance2, "ratio", "\"21:9\"", true)]
    [InlineData(Seedance2, "ratio", "\"2:1\"", false)]
    [InlineData(Pro, "service_tier", "\"fast\"", false)]
    [InlineData(Seedance2, "generate_audio", "true", true)]
    [InlineData(Pro, "generate_audio", "true", false)]
    [InlineData(Pro, "generate_audio", "false", true)]
    [InlineData(Seedance2, "camera_fixed", "true", false)]
    [InlineData(Seedance2, "camera_fixed", "false", true)]
    [InlineData(Pro15, "camera_fixed", "true", true)]
    [InlineData(Seedance2, "service_tier", "\"flex\"", false)]
    [InlineData(Seedance2, "service_tier", "\"default\"", true)]
    [InlineData(LiteText, "service_tier", "\"flex\"", true)]
    [InlineData(Seedance2, "draft", "true", false)]
    [InlineData(Seedance2, "draft", "false", true)]
    [InlineData(Pro15, "draft", "true", true)]
    public async Task Fields(string model, string field, string value, bool taken)
    {
        await using Service service = await Service.StartAsync();
        JsonObject body = Service.Text(model: "byteplus/" + model);
        body[field] = JsonNode.Parse(value);
        Reply reply = await service.PostAsync(body);
        Assert.True(reply.Status == (taken ? 200 : 422), reply.Text);
        if (!taken)
        {
            Assert.Equal(["body." + field], reply.Locations);
        }
    }

    [Theory]
    [InlineData("image", "resolution", "\"1080p\"", false)]
    [InlineData("first", "resolution", "\"1080p\"", true)]
    [InlineData("image", "camera_fixed", "true", false)]
    [InlineData("first", "camera_fixed", "true", true)]
    public async Task Lite_is_modest_with_references(string inputs, string field, string value, bool taken)
    {
        await using Service service = await Service.StartAsync();
        JsonObject body = BodyFor("byteplus/" + LiteImage, [.. Items(inputs)]);
        body[field] = JsonNode.Parse(value);
        Reply reply = await service.PostAsync(body);
        Assert.True(reply.Status == (taken ? 200 : 422), reply.Text);
    }

    [Theory]
    [InlineData("resolution", "\"720p\"", false)]
    [InlineData("resolution", "\"480p\"", true)]
    [InlineData("return_last_frame", "true", false)]
    [InlineData("service_tier", "\"flex\"", false)]
    public async Task A_draft_is_small_and_has_no_last_frame_nor_flex(string field, string value, bool taken)
    {
        await using Service service = await Service.StartAsync();
        JsonObject body = Service.Text(model: "byteplus/" + Pro15);
        (body["draft"], body[field]) = (true, JsonNode.Parse(value));
        Reply reply = await service.PostAsync(body);
        Assert.True(reply.Status == (taken ? 200 : 422), reply.Text);
    }

    [Fact]
    public async Task A_draft_becomes_a_final_video()
    {
        await using Service service = await Service.StartAsync();
        JsonObject body = Service.Text(model: "byteplus/" + Pro15);
        (body["draft"], body["ratio"], body["duration"], body["seed"]) = (true, "1:1", 8, 11);
        JsonObject draft = await service.MakeAsync(body);
        Assert.Equal("480p", (string?)draft["resolution"]);
        Assert.True((bool)draft["draft"]!);

        JsonObject final = await service.MakeAsync(BodyFor("byteplus/" + Pro15, DraftTask((string)draft["id"]!)));
        Assert.Equal((string?)draft["id"], (string?)final["draft_task_id"]);
        Assert.Equal("720p", (string?)final["resolution"]);
        Assert.Equal("1:1", (string?)final["ratio"]);
        Assert.Equal(8, (int)final["duration"]!);
        Assert.Equal(11, (int)final["seed"]!);
        Assert.False((bool)final["draft"]!);
    }

    [Fact]
    public async Task Only_an_own_draft_that_has_succeeded_will_do()
    {
        await using Service service = await Service.StartAsync(options => options.Keys = ["rsk_one", "rsk_two"]);
        using HttpClient other = service.ClientFor("rsk_two");
        JsonObject draft = Service.Text(model: "byteplus/" + Pro15);
        draft["draft"] = true;
        JsonObject failing = Service.Text("[simulate:failed]", "byteplus/" + Pro15);
        failing["draft"] = true;

        string[] unfit =
        [
            "cgt-none",
            await service.CreateAsync(),
            await service.CreateAsync(failing),
            await service.CreateAsync(draft, other),
        ];
        foreach (string id in unfit)
        {
            Reply reply = await service.PostAsync(BodyFor("byteplus/" + Pro15, DraftTask(id)));
            Assert.Equal(["body.content.0.draft_task.id"], reply.Locations);
        }
    }

    private static JsonObject[] Items(string input)
    {
        string[] parts = input.Split('*');
        int count = parts.Length == 1 ? 1 : int.Parse(parts[1], System.Globalization.CultureInfo.InvariantCulture);
        return [.. Enumerable.Range(0, count).Select(_ => parts[0] switch
        {
            "first" => Image("first_frame"),
            "last" => Image("last_frame"),
            "image" => Image("reference_image"),
            "video" => Video(),
            "audio" => Audio(),
            _ => Text("a cat"),
        })];
    }
}
