using System.Linq;
using System.Net.Http;
using System.Text;
using System.Text.Json.Nodes;
using System.Threading.Tasks;
using MeshVideo.Simulator.Tests.Support;
using Xunit;

namespace MeshVideo.Simulator.Tests.Api;

public sealed class CreateTests
{
    private const string TextContent = """[{"type":"text","text":"a cat"}]""";

    [Fact]
    public async Task An_answer_holds_nothing_but_the_id()
    {
        await using Service service = await Service.StartAsync();
        JsonObject answer = (await service.PostAsync(Service.Text())).Json.AsObject();
        Assert.Equal("id", Assert.Single(answer).Key);
        Assert.Matches(@"^cgt-\d{14}-[a-z0-9]{5}$", (string?)answer["id"]);
    }

    [Theory]
    [InlineData("{")]
    [InlineData("")]
    public async Task A_body_that_is_not_JSON_is_400(string body)
    {
        await using Service service = await Service.StartAsync();
        Reply reply = await service.PostAsync(body);
        Assert.Equal(400, reply.Status);
        Assert.Equal("invalid_request", reply.ErrorCode);
    }

    [Fact]
    public async Task A_body_of_another_content_type_is_400()
    {
        await using Service service = await Service.StartAsync();
        using StringContent content = new(Service.Text().ToJsonString(), Encoding.UTF8, "text/plain");
        Assert.Equal(400, (await Reply.OfAsync(service.Client.PostAsync(Service.Generations, content))).Status);
    }

    [Theory]
    [InlineData("byteplus/none")]
    [InlineData("other/seedance-1-0-pro")]
    [InlineData("byteplus/seedance-1-0-pro-25")]
    public async Task An_unknown_model_is_404(string model)
    {
        await using Service service = await Service.StartAsync();
        Reply reply = await service.PostAsync(Service.Text(model: model));
        Assert.Equal(404, reply.Status);
        Assert.Equal("model_not_found", reply.ErrorCode);
    }

    [Theory]
    [InlineData("seedance-1-0-pro")]
    [InlineData("byteplus/seedance-1-0-pro-250528")]
    [InlineData("bytedance/seedance-2-5")]
    [InlineData("dreamina-seedance-2-5-260815")]
    [InlineData("byteplus/dreamina-seedance-2-0-mini-20260815")]
    public async Task A_model_may_carry_a_prefix_and_a_date(string model)
    {
        await using Service service = await Service.StartAsync();
        Assert.Equal(model, (string?)(await service.MakeAsync(Service.Text(model: model)))["model"]);
    }

    [Theory]
    [InlineData("""{"model":"byteplus/experimental","content":[{"type":"text","text":"\udfff"}]}""")]
    [InlineData("""{"model":"byteplus/experimental","content":[{"type":"text","text":"a"}],"x_a":"\udfff"}""")]
    [InlineData("""{"model":"byteplus/experimental","content":[{"type":"text","text":"a"}],"x_a":{"\ud800":1}}""")]
    [InlineData("""{"model":"\ud83d","content":[]}""")]
    [InlineData("""{"\udc00":1}""")]
    public async Task Half_a_character_is_400_and_spoils_no_list(string body)
    {
        await using Service service = await Service.StartAsync();
        Reply reply = await service.PostAsync(body);
        Assert.Equal((400, "invalid_request"), (reply.Status, reply.ErrorCode));
        Assert.Equal(200, (await service.GetAsync(Service.Generations)).Status);
        Assert.Equal(0, service.Host.Tasks.Count);
    }

    [Fact]
    public async Task Bytes_that_are_not_UTF_8_are_400()
    {
        await using Service service = await Service.StartAsync();
        using ByteArrayContent content = new(
            [.. """{"model":"byteplus/experimental","content":[{"type":"text","text":"a"""u8, 0xFF, .. "\"}]}"u8]);
        content.Headers.ContentType = new("application/json");
        Reply reply = await Reply.OfAsync(service.Client.PostAsync(Service.Generations, content));
        Assert.Equal((400, "invalid_request"), (reply.Status, reply.ErrorCode));
    }

    [Fact]
    public async Task Whole_characters_pass_however_they_are_escaped()
    {
        await using Service service = await Service.StartAsync();
        string body = """
            {"model":"byteplus/experimental","content":[{"type":"text","text":"\ud83d\ude00 \\ud800"}],"x_a":"\ud83d\ude00"}
            """;
        Reply reply = await service.PostAsync(body);
        Assert.Equal("\ud83d\ude00", (string?)(await service.TaskAsync((string)reply.Json["id"]!))["x_a"]);
    }

    [Theory]
    [InlineData("[]", "body")]
    [InlineData("{}", "body.model", "body.content")]
    [InlineData("""{"model":7,"content":{}}""", "body.model", "body.content")]
    [InlineData("""{"model":null,"content":[7]}""", "body.model", "body.content.0")]
    public async Task The_body_must_have_its_shape(string body, params string[] locations)
    {
        await using Service service = await Service.StartAsync();
        Reply reply = await service.PostAsync(body);
        Assert.Equal(422, reply.Status);
        Assert.Equal("validation_error", reply.ErrorCode);
        Assert.Equal(locations, reply.Locations.Take(locations.Length));
        Assert.Equal(0, service.Host.Tasks.Count);
    }

    [Theory]
    [InlineData("callback_url", "\"nowhere\"")]
    [InlineData("callback_url", "\"ftp://example.com\"")]
    [InlineData("duration", "\"5\"")]
    [InlineData("duration", "5.5")]
    [InlineData("duration", "0")]
    [InlineData("duration", "-2")]
    [InlineData("frames", "28")]
    [InlineData("frames", "30")]
    [InlineData("frames", "293")]
    [InlineData("generate_audio", "1")]
    [InlineData("return_last_frame", "\"true\"")]
    [InlineData("seed", "-2")]
    [InlineData("seed", "4294967296")]
    [InlineData("camera_fixed", "0")]
    [InlineData("watermark", "\"no\"")]
    [InlineData("draft", "[]")]
    [InlineData("execution_expires_after", "3599")]
    [InlineData("execution_expires_after", "259201")]
    [InlineData("priority", "10")]
    [InlineData("priority", "-1")]
    [InlineData("safety_identifier", "7")]
    [InlineData("unheard_of", "1")]
    public async Task A_field_that_is_not_well_formed_is_422_for_every_model(string field, string value)
    {
        await using Service service = await Service.StartAsync();
        string body = $$"""{"model":"byteplus/experimental","content":{{TextContent}},"{{field}}":{{value}}}""";
        Reply reply = await service.PostAsync(body);
        Assert.Equal(422, reply.Status);
        Assert.Equal(["body." + field], reply.Locations);
    }

    [Theory]
    [InlineData("duration", "-1")]
    [InlineData("duration", "60")]
    [InlineData("frames", "29")]
    [InlineData("frames", "289")]
    [InlineData("resolution", "\"4k\"")]
    [InlineData("resolution", "\"2k\"")]
    [InlineData("ratio", "\"2:1\"")]
    [InlineData("service_tier", "\"fast\"")]
    [InlineData("ratio", "\"adaptive\"")]
    [InlineData("seed", "-1")]
    [InlineData("seed", "4294967295")]
    [InlineData("execution_expires_after", "3600")]
    [InlineData("execution_expires_after", "259200")]
    [InlineData("priority", "9")]
    [InlineData("service_tier", "\"flex\"")]
    [InlineData("camera_fixed", "true")]
    [InlineData("generate_audio", "true")]
    [InlineData("draft", "true")]
    [InlineData("watermark", "null")]
    public async Task The_experimental_model_takes_whatever_is_well_formed(string field, string value)
    {
        await using Service service = await Service.StartAsync();
        string body = $$"""{"model":"byteplus/experimental","content":{{TextContent}},"{{field}}":{{value}}}""";
        string id = await service.CreateAsync(JsonNode.Parse(body));

        // Whatever the name of its size, there is a video of some size.
        Assert.Equal("succeeded", (string?)(await service.TaskAsync(id))["status"]);
    }

    [Fact]
    public async Task Duration_and_frames_exclude_each_other()
    {
        await using Service service = await Service.StartAsync();
        JsonObject body = Service.Text(model: "byteplus/seedance-1-0-pro");
        (body["duration"], body["frames"]) = (5, 29);
        Assert.Equal(["body.frames"], (await service.PostAsync(body)).Locations);
    }

    [Fact]
    public async Task One_answer_lists_everything_that_is_wrong()
    {
        await using Service service = await Service.StartAsync();
        JsonObject body = Content.Body(Content.Image("first_frame"), Content.Image("reference_image"));
        (body["duration"], body["priority"], body["camera_fixed"], body["odd"]) = (99, 10, true, 1);
        Reply reply = await service.PostAsync(body);
        string[] wrong = ["body.camera_fixed", "body.content", "body.duration", "body.odd", "body.priority"];
        Assert.Equal(wrong, reply.Locations.Order());
        Assert.All(reply.Json["error"]!["details"]!.AsArray(), detail => Assert.NotEmpty((string)detail!["msg"]!));
    }

    [Fact]
    public async Task What_was_asked_for_is_echoed()
    {
        await using Service service = await Service.StartAsync();
        JsonObject body = Service.Text(model: "byteplus/seedance-1-5-pro");
        JsonObject asked = JsonNode.Parse("""
            {"resolution":"1080p","ratio":"9:16","duration":7,"seed":42,"generate_audio":false,"service_tier":"flex","priority":3,
             "safety_identifier":"u1","execution_expires_after":7200,"x_note":{"deep":[1,2]}}
            """)!.AsObject();
        foreach ((string name, JsonNode? value) in asked)
        {
            body[name] = value!.DeepClone();
        }

        JsonObject task = await service.MakeAsync(body);
        Assert.All(asked, field => Assert.True(JsonNode.DeepEquals(field.Value, task[field.Key]), field.Key));
        Assert.Equal(24, (int)task["framespersecond"]!);
        Assert.False((bool)task["draft"]!);
    }

    [Fact]
    public async Task What_was_left_open_is_settled()
    {
        await using Service service = await Service.StartAsync();
        JsonObject task = await service.MakeAsync();
        Assert.Equal("720p", (string?)task["resolution"]);
        Assert.Equal("16:9", (string?)task["ratio"]);
        Assert.Equal(5, (int)task["duration"]!);
        Assert.Equal(172800, (int)task["execution_expires_after"]!);
        Assert.Equal("default", (string?)task["service_tier"]);
        Assert.Equal(0, (int)task["priority"]!);
        Assert.True((bool)task["generate_audio"]!);
        Assert.InRange((long)task["seed"]!, 0, uint.MaxValue);
        Assert.False(task.ContainsKey("frames"));
    }

    [Fact]
    public async Task Frames_stand_in_place_of_the_duration()
    {
        await using Service service = await Service.StartAsync();
        JsonObject body = Service.Text(model: "byteplus/seedance-1-0-pro");
        body["frames"] = 57;
        JsonObject task = await service.MakeAsync(body);
        Assert.Equal(57, (int)task["frames"]!);
        Assert.False(task.ContainsKey("duration"));
        Assert.False(task.ContainsKey("generate_audio"));
    }
}
