using System.Threading.Tasks;
using MeshVideo.Client.Tests.Support;
using Xunit;

namespace MeshVideo.Client.Tests.Contract;

/// <summary>Fields that are not what they should be: the task is read all the same.</summary>
public sealed class UnusualTaskTests
{
    private const string Fields =
        "status model error created_at updated_at content seed resolution ratio duration frames framespersecond generate_audio "
        + "safety_identifier priority draft draft_task_id service_tier execution_expires_after usage surprise";

    [Theory]
    [InlineData("null")]
    [InlineData("true")]
    [InlineData("7")]
    [InlineData("-7.5")]
    [InlineData("1e400")]
    [InlineData("123456789012345678901234567890")]
    [InlineData("\"\"")]
    [InlineData("\"text\"")]
    [InlineData("\"\\ud800\"")]
    [InlineData("[]")]
    [InlineData("[null, [1], {\"video_url\": 7}]")]
    [InlineData("{}")]
    [InlineData("{\"code\": {}, \"message\": [], \"video_url\": {}, \"last_frame_url\": \"no link\", \"completion_tokens\": \"7\", \"total_tokens\": 1.5}")]
    public async Task One_value_in_every_field_breaks_nothing(string value)
    {
        string fields = string.Join(", ", System.Array.ConvertAll(Fields.Split(' '), field => $"\"{field}\": {value}"));
        VideoTask task = await TaskReadingTests.ReadAsync($$"""{{{fields}}, "id": "cgt-1"}""");

        Assert.Equal("cgt-1", task.Id);
        Assert.False(task.IsFinished);
        Assert.Null(task.VideoUrl);
        Assert.Contains("surprise", task.AdditionalProperties);
    }

    [Fact]
    public async Task Numbers_may_come_as_text_or_with_a_fraction()
    {
        VideoTask task = await TaskReadingTests.ReadAsync(
            """{"id": "cgt-1", "draft_task_id": 7, "seed": "42", "duration": 5.0, "created_at": "1700000000", "model": 1.5}""");

        Assert.Equal("7", task.DraftTaskId);
        Assert.Equal(42, task.Seed);
        Assert.Equal(5, task.Duration);
        Assert.Equal(1700000000, task.CreatedAt?.ToUnixTimeSeconds());
        Assert.Equal("1.5", task.Model);
    }

    [Fact]
    public async Task A_number_without_a_place_is_left_out()
    {
        VideoTask task = await TaskReadingTests.ReadAsync(
            """{"id": "cgt-1", "duration": 3000000000, "created_at": 99999999999999, "updated_at": -1}""");

        Assert.Null(task.Duration);
        Assert.Null(task.CreatedAt);
        Assert.Null(task.UpdatedAt);
    }

    [Theory]
    [InlineData("""{"status": "running"}""")]
    [InlineData("""{"id": null}""")]
    [InlineData("""{"id": "  "}""")]
    [InlineData("""{"id": {}}""")]
    [InlineData("null")]
    [InlineData("[]")]
    public async Task What_has_no_id_is_no_task(string json)
    {
        await using ScriptedServer server = ScriptedServer.Start(
            ScriptedResponse.Json(200, json), ScriptedResponse.Json(200, """{"id": "cgt-1"}"""));

        Assert.Equal("cgt-1", (await Service.ClientOf(server.Address).GetAsync("cgt-1")).Id);

        Assert.Equal(2, server.Requests.Count);
    }

    [Fact]
    public async Task Another_task_than_was_asked_for_is_a_passing_fault()
    {
        await using ScriptedServer server = ScriptedServer.Start(
            ScriptedResponse.Json(200, """{"id": "cgt-2", "status": "succeeded"}"""),
            ScriptedResponse.Json(200, """{"id": "cgt-1", "status": "running"}"""));

        VideoTask task = await Service.ClientOf(server.Address).GetAsync("cgt-1");

        Assert.Equal(("cgt-1", VideoTaskStatus.Running), (task.Id, task.Status));
    }
}
