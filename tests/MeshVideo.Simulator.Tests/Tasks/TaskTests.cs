using System;
using System.Linq;
using System.Text.Json.Nodes;
using System.Threading.Tasks;
using MeshVideo.Simulator.Tasks;
using MeshVideo.Simulator.Tests.Support;
using Xunit;

namespace MeshVideo.Simulator.Tests.Tasks;

public sealed class TaskTests
{
    private static readonly DateTimeOffset Start = new(2026, 5, 14, 18, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("a cat", 0, "queued")]
    [InlineData("a cat", 1.9, "queued")]
    [InlineData("a cat", 2, "running")]
    [InlineData("a cat", 9.9, "running")]
    [InlineData("a cat", 10, "succeeded")]
    [InlineData("[simulate:failed]", 9.9, "running")]
    [InlineData("[simulate:failed]", 10, "failed")]
    [InlineData("a [simulate:expired] cat", 10, "expired")]
    [InlineData("[simulate:cancelled]", 10, "cancelled")]
    [InlineData("[simulate:run=30]", 31, "running")]
    [InlineData("[simulate:run=30][simulate:failed]", 32, "failed")]
    [InlineData("[simulate:run=4000]", 3600, "expired")]
    [InlineData("[simulate:status=paused]", 0, "paused")]
    [InlineData("[simulate:status=paused]", 1e6, "paused")]
    [InlineData("[simulate:nonsense]", 10, "succeeded")]
    public void A_task_takes_its_course(string prompt, double seconds, string status)
    {
        TaskPlan plan = PromptDirectives.CreatePlan(prompt, executionExpiresAfter: 3600, new SimulatorOptions());
        Assert.Equal(status, plan.GetState(Start, Start.AddSeconds(seconds)).Status);
    }

    [Theory]
    [InlineData("a cat", 0.5, "running")]
    [InlineData("a cat", 1, "succeeded")]
    [InlineData("[simulate:run=4000]", 359, "running")]
    [InlineData("[simulate:run=4000]", 360, "expired")]
    public void A_fast_clock_divides_every_time(string prompt, double seconds, string status)
    {
        TaskPlan plan = PromptDirectives.CreatePlan(prompt, executionExpiresAfter: 3600, new SimulatorOptions { Speed = 10 });
        Assert.Equal(status, plan.GetState(Start, Start.AddSeconds(seconds)).Status);
    }

    [Fact]
    public async Task Timestamps_stay_real_on_a_fast_clock()
    {
        await using Service service = await Service.StartAsync(options => (options.Speed, options.RunSeconds) = (1e6, 3600));
        long before = DateTimeOffset.UtcNow.ToUnixTimeSeconds();
        JsonObject task = await service.MakeAsync();
        Assert.InRange((long)task["created_at"]!, before, DateTimeOffset.UtcNow.ToUnixTimeSeconds());
        Assert.InRange((long)task["updated_at"]!, (long)task["created_at"]!, DateTimeOffset.UtcNow.ToUnixTimeSeconds());
    }

    [Theory]
    [InlineData(7200)]
    [InlineData(-7200)]
    public async Task The_service_may_have_a_clock_of_its_own(int skew)
    {
        await using Service service = await Service.StartAsync(options => options.ClockSkewSeconds = skew);
        DateTimeOffset here = DateTimeOffset.UtcNow;
        Reply reply = await service.GetAsync(Service.Generations + "/" + await service.CreateAsync());

        DateTimeOffset created = DateTimeOffset.FromUnixTimeSeconds((long)reply.Json["created_at"]!);
        Assert.InRange((created - here).TotalSeconds, skew - 1, skew + 60);
        Assert.InRange((reply.Message.Headers.Date!.Value - here).TotalSeconds, skew - 1, skew + 60);
        Assert.Equal("succeeded", (string?)reply.Json["status"]);
    }

    [Theory]
    [InlineData("[simulate:failed]", "content_policy_violation")]
    [InlineData("[simulate:failed=invalid_input]", "invalid_input")]
    public async Task A_failed_task_says_why(string prompt, string code)
    {
        await using Service service = await Service.StartAsync();
        JsonObject task = await service.MakeAsync(Service.Text(prompt));
        Assert.Equal("failed", (string?)task["status"]);
        Assert.Equal(code, (string?)task["error"]!["code"]);
        Assert.NotEmpty((string)task["error"]!["message"]!);
        Assert.False(task.ContainsKey("content"));
        Assert.False(task.ContainsKey("usage"));
    }

    [Fact]
    public async Task Only_a_task_that_has_succeeded_has_content_and_usage()
    {
        await using Service service = await Service.StartAsync(options => options.RunSeconds = 3600);
        string id = await service.CreateAsync();
        JsonObject running = await service.TaskAsync(id);
        Assert.Equal("running", (string?)running["status"]);
        Assert.Null(running["content"]);
        Assert.Null(running["error"]);

        Assert.True(service.Host.Tasks.Finish(id));
        JsonObject done = await service.TaskAsync(id);
        Assert.Equal("succeeded", (string?)done["status"]);
        Assert.Equal((long)done["usage"]!["completion_tokens"]!, (long)done["usage"]!["total_tokens"]!);
        Assert.False(done["content"]!.AsObject().ContainsKey("last_frame_url"));
    }

    [Theory]
    [InlineData("dreamina-seedance-2-0", "720p", "16:9", 5, 108900)]
    [InlineData("dreamina-seedance-2-0", "720p", "1:1", 5, 108900)]
    [InlineData("seedance-1-0-pro", "1080p", "16:9", 5, 246840)]
    [InlineData("seedance-1-0-pro", "720p", "16:9", 5, 103818)]
    [InlineData("dreamina-seedance-2-0", "1080p", "16:9", 5, 245025)]
    [InlineData("seedance-1-5-pro", "720p", "9:16", 12, 260100)]
    [InlineData("dreamina-seedance-2-0", "480p", "1:1", 10, 96400)]
    [InlineData("dreamina-seedance-2-0", "1080p", "9:16", 15, 731025)]
    public async Task Tokens_follow_the_contract_s_formula(
        string model, string resolution, string ratio, int duration, long tokens)
    {
        await using Service service = await Service.StartAsync();
        JsonObject body = Service.Text(model: "byteplus/" + model);
        (body["resolution"], body["ratio"], body["duration"]) = (resolution, ratio, duration);
        Assert.Equal(tokens, (long)(await service.MakeAsync(body))["usage"]!["completion_tokens"]!);
    }

    [Fact]
    public async Task Input_video_and_frames_count_by_their_seconds()
    {
        await using Service service = await Service.StartAsync();
        JsonObject withVideo = Content.Body(Content.Video(SampleMedia.DataUri("video/mp4", SampleMedia.Mp4(3))));
        withVideo["duration"] = 4;
        Assert.Equal((97L + 72) * 1280 * 720 / 1024, (long)(await service.MakeAsync(withVideo))["usage"]!["completion_tokens"]!);

        JsonObject withFrames = Service.Text(model: "byteplus/seedance-1-0-pro");
        withFrames["frames"] = 29;
        Assert.Equal(29L * 1248 * 704 / 1024, (long)(await service.MakeAsync(withFrames))["usage"]!["completion_tokens"]!);
    }

    [Fact]
    public async Task Every_look_brings_a_fresh_link()
    {
        await using Service service = await Service.StartAsync();
        string id = await service.CreateAsync();
        string? first = (string?)(await service.TaskAsync(id))["content"]!["video_url"];
        string? second;
        do
        {
            second = (string?)(await service.TaskAsync(id))["content"]!["video_url"];
        }
        while (second == first); // the same millisecond makes the same link
        Assert.StartsWith(service.Host.FileBaseUri.AbsoluteUri, second, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Finishing_ends_a_task_once()
    {
        await using Service service = await Service.StartAsync(options => options.RunSeconds = 3600);
        string id = await service.CreateAsync();
        Assert.True(service.Host.Tasks.Finish(id, "failed", "invalid_input"));
        Assert.False(service.Host.Tasks.Finish(id));
        Assert.False(service.Host.Tasks.Finish("cgt-none"));
        Assert.Throws<ArgumentException>(() => service.Host.Tasks.Finish(id, "running"));
        Assert.Equal("invalid_input", (string?)(await service.TaskAsync(id))["error"]!["code"]);
        Assert.Equal("failed", service.Host.Tasks.All.Single().Status);
    }
}
