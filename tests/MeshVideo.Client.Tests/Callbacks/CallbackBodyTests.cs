using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Net.Http;
using System.Text;
using System.Threading.Tasks;
using MeshVideo.Client.Tests.Support;
using Xunit;

namespace MeshVideo.Client.Tests.Callbacks;

/// <summary>What is made of a callback's body.</summary>
public sealed class CallbackBodyTests
{
    private const string Json = """
        {"id": "cgt-1", "status": "succeeded", "model": "m", "created_at": 1750000000, "content": {"video_url": "https://example.com/v.mp4?sig=1"}, "usage": {"completion_tokens": 7}, "x": [1, {"y": null}]}
        """;

    [Fact]
    public async Task Every_form_of_a_body_becomes_the_same_task()
    {
        VideoTask[] tasks =
        [
            CallbackBody.Read(Json),
            CallbackBody.Read("\uFEFF" + Json),
            CallbackBody.Read(Encoding.UTF8.GetBytes(Json)),
            CallbackBody.Read([0xEF, 0xBB, 0xBF, .. Encoding.UTF8.GetBytes(Json)]),
            await CallbackBody.ReadAsync(new MemoryStream(Encoding.UTF8.GetBytes(Json))),
            CallbackBody.Read(new Dictionary<string, object?>
            {
                ["id"] = "cgt-1", ["status"] = "succeeded", ["model"] = "m", ["created_at"] = 1750000000L,
                ["content"] = new Dictionary<string, object?> { ["video_url"] = "https://example.com/v.mp4?sig=1" },
                ["usage"] = new Dictionary<string, object?> { ["completion_tokens"] = 7 },
                ["x"] = new object?[] { 1, new Dictionary<string, object?> { ["y"] = null } },
            }),
        ];

        Assert.All(tasks, task =>
        {
            Assert.False(task.IsConfirmed);
            Assert.Equal(("cgt-1", VideoTaskStatus.Succeeded, "m"), (task.Id, task.Status, task.Model));
            Assert.Equal(1750000000, task.CreatedAt?.ToUnixTimeSeconds());
            Assert.Equal("https://example.com/v.mp4?sig=1", task.VideoUrl?.AbsoluteUri);
            Assert.Equal(7, task.Usage?.CompletionTokens);
            Assert.Equal(1L, ((object?[])task.AdditionalProperties["x"]!)[0]);
        });
    }

    [Fact]
    public async Task What_the_service_posts_and_what_it_answers_are_the_same_but_for_the_confirmation()
    {
        TaskCompletionSource<byte[]> posted = new();
        await using ScriptedServer receiver = ScriptedServer.Start(request =>
        {
            posted.TrySetResult(request.Body);
            return ScriptedResponse.Json(200, "{}");
        });
        await using Service service = await Service.StartAsync();
        VideoTask made = await service.Client.CreateAsync(
            new VideoRequest { Prompt = "a lake", CallbackUrl = receiver.Address.AbsoluteUri });

        VideoTask called = CallbackBody.Read(await posted.Task.WaitAsync(Expect.Timeout));
        VideoTask read = await service.Client.GetAsync(made.Id);

        Assert.Equal((false, true, true), (called.IsConfirmed, read.IsConfirmed, made.IsConfirmed));
        Assert.Equal(
            (read.Id, read.Status, read.UpdatedAt, read.Usage), (called.Id, called.Status, called.UpdatedAt, called.Usage));
    }

    [Theory]
    [InlineData("", "the body is empty")]
    [InlineData("not json", "not the JSON of a task")]
    [InlineData("[]", "not the JSON of a task")]
    [InlineData("\"cgt-1\"", "not the JSON of a task")]
    [InlineData("null", "not the JSON of a task")]
    [InlineData("{}", "the body has no id")]
    [InlineData("""{"id": " "}""", "the body has no id")]
    [InlineData("""{"id": {"id": "a"}}""", "the body has no id")]
    [InlineData("""{"id": "cgt-1", """, "not the JSON of a task")]
    public void Garbage_is_an_error(string body, string reason)
    {
        MeshVideoException error = Assert.Throws<MeshVideoException>(() => CallbackBody.Read(body));

        Assert.Equal(MeshVideoErrorKind.InvalidCallback, error.Kind);
        Assert.Contains(reason, error.Message, StringComparison.Ordinal);
        Assert.Null(CallbackBody.GetId(Encoding.UTF8.GetBytes(body)));
    }

    [Fact]
    public async Task A_body_without_end_is_given_up()
    {
        using Stream endless = new EndlessStream();

        await Expect.ErrorAsync(MeshVideoErrorKind.InvalidCallback, CallbackBody.ReadAsync(endless));
        Assert.Throws<MeshVideoException>(() => CallbackBody.Read(new string(' ', CallbackBody.MaximumLength + 1)));
        Assert.Throws<MeshVideoException>(() => CallbackBody.Read(new byte[CallbackBody.MaximumLength + 1]));
    }

    [Fact]
    public async Task A_stream_that_breaks_off_is_an_error()
    {
        await using ScriptedServer server = ScriptedServer.Start(
            ScriptedResponse.Announcing(100, 200, "application/json", "{\"id\": "u8.ToArray()));
        using HttpClient http = new();
        using Stream body = await http.GetStreamAsync(server.Address);

        await Expect.ErrorAsync(MeshVideoErrorKind.InvalidCallback, CallbackBody.ReadAsync(body));
    }

    [Theory]
    [InlineData("""{"id": "a", "status": "succeeded"}""", "a")]
    [InlineData("""{"status": {"id": "b"}, "list": [{"id": "c"}], "id": "a\u00e9"}""", "a\u00e9")]
    [InlineData("""{"id": "a", "id": "b"}""", "b")]
    [InlineData("""{"id": 5}""", null)]
    [InlineData("""{"id": "\ud800"}""", null)]
    [InlineData("""[{"id": "a"}]""", null)]
    public void The_id_alone_is_read_as_the_task_would_have_it(string body, string? id) =>
        Assert.Equal(id, CallbackBody.GetId(Encoding.UTF8.GetBytes(body)));

    [Fact]
    public void A_long_or_deep_body_has_no_id()
    {
        Assert.Null(CallbackBody.GetId(Encoding.UTF8.GetBytes($$"""{"id": "{{new string('a', 1001)}}"}""")));
        Assert.Null(
            CallbackBody.GetId(
                Encoding.UTF8.GetBytes("{\"id\": \"a\", \"x\": " + string.Concat(Enumerable.Repeat("[", 100)) + "]}")));
    }

    private sealed class EndlessStream : Stream
    {
        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override void Flush()
        {
        }

        public override int Read(byte[] buffer, int offset, int count)
        {
            Array.Fill(buffer, (byte)' ', offset, count);
            return count;
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
