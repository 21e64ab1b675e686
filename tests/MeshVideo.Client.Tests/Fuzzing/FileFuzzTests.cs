using System;
using System.Buffers.Binary;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using MeshVideo.Client.Tests.Support;
using Xunit;

namespace MeshVideo.Client.Tests.Fuzzing;

/// <summary>A file host that is not to be trusted: only a whole video that it sent as such ever gets the target's name.</summary>
public sealed class FileFuzzTests : IDisposable
{
    private const int Cases = 150;

    private static readonly byte[] Old = "precious"u8.ToArray();
    private static readonly MeshVideoErrorKind[] Fitting =
        [MeshVideoErrorKind.NotAVideo, MeshVideoErrorKind.DownloadFailed, MeshVideoErrorKind.RedirectRefused];

    private static readonly string[] Known =
        [
            "emsg",
            "free",
            "ftyp",
            "mdat",
            "meta",
            "mfra",
            "moof",
            "moov",
            "pnot",
            "prft",
            "sidx",
            "skip",
            "ssix",
            "styp",
            "udta",
            "uuid",
            "wide",
        ];

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public Task What_is_saved_is_whole_and_of_one_piece() => Fuzz.RunAsync(Cases, parallelism: 64, async fuzz =>
    {
        await using HostileServer server = new();
        FileScript script = new(fuzz);
        Uri address = server.Add(fuzz, request =>
        {
            if (!request.Target.Contains("/v1/", StringComparison.Ordinal))
            {
                Assert.Null(request["Authorization"]);
                return script.Next(request);
            }

            string link = $"{server.Address}{fuzz.Number}/v.mp4?signature={HostileBytes.Signature}";
            return HostileResponse.Json(
                200, $$$"""{"id": "cgt-1", "status": "succeeded", "content": {"video_url": "{{{link}}}"}}""");
        });
        string target = _folder[fuzz.Number.ToString(CultureInfo.InvariantCulture) + ".mp4"];
        bool isThere = fuzz.OneIn(2);
        if (isThere)
        {
            await File.WriteAllBytesAsync(target, Old);
        }

        MeshVideoException? error = await DownloadAsync(address, target, isThere);

        fuzz.Shown = script.Log;
        Secrets.AssertNone(error?.ToString() ?? string.Empty);
        if (error is not null)
        {
            Assert.Contains(error.Kind, Fitting);
            Assert.Equal(isThere, File.Exists(target));
            Assert.True(!isThere || File.ReadAllBytes(target).SequenceEqual(Old));
            return;
        }

        byte[] saved = await File.ReadAllBytesAsync(target);
        Assert.True(IsWholeVideo(saved), "It is no whole video.");
        Assert.True(
            script.IsDamaged || script.Whole.Any(whole => whole.AsSpan().SequenceEqual(saved)),
            $"{saved.Length} bytes that were never sent as one file.");
    });

    /// <summary>The host changed its file between two answers, and nothing in either of them names a version.</summary>
    [Theory]
    [InlineData("X-None: 0", "X-None: 0")]
    [InlineData("ETag: W/\"a\"", "X-None: 0")]
    [InlineData("ETag: garbage", "ETag: garbage")]
    public async Task A_part_that_was_not_asked_for_is_joined_to_nothing(string first, string second)
    {
        byte[] video = Mp4.OfSize(1000);
        byte[] other = [.. video.Select((b, at) => at < 60 ? b : (byte)~b)];
        await using FileHost host = FileHost.Start(
            ScriptedResponse.Announcing(1000, 200, "video/mp4", other[..400], first),
            ScriptedResponse.Of(206, "video/mp4", video[400..], "Content-Range: bytes 400-999/1000", second),
            ScriptedResponse.Of(200, "video/mp4", video));

        await host.DownloadAsync(_folder["a.mp4"]);

        Assert.Null(host.Files.Requests[1]["Range"]);
        Assert.Equal(video, await File.ReadAllBytesAsync(_folder["a.mp4"]));
    }

    [Fact]
    public async Task A_circle_of_redirects_is_left_and_never_sees_the_key()
    {
        using CancellationTokenSource cancellation = new();
        await using ScriptedServer files = ScriptedServer.Start(
            request => ScriptedResponse.Json(302, "", $"Location: /{request.Number}"));
        await using ScriptedServer api = ScriptedServer.Start(
            ScriptedResponse.Json(
                200, $$$"""{"id": "cgt-1", "status": "succeeded", "content": {"video_url": "{{{files.Address}}}"}}"""));
        MeshVideoClient client = Service.ClientOf(api.Address, new ActionLog((level, text) =>
        {
            if (text.Contains("trying again", StringComparison.Ordinal))
            {
                cancellation.Cancel();
            }
        }));
        VideoTask task = await client.GetAsync("cgt-1", CancellationToken.None);

        await Expect.CancelledAsync(
            new VideoDownloader(new DownloadOptions()).DownloadAsync(client, task, _folder["a.mp4"], cancellation.Token));

        Assert.Equal(11, files.Requests.Count);
        Assert.All(files.Requests, request => Assert.Null(request["Authorization"]));
    }

    private static async Task<MeshVideoException?> DownloadAsync(Uri address, string target, bool isThere)
    {
        RecordingLog log = new();
        MeshVideoClient client = Service.ClientOf(address, log, HostileBytes.Key);
        try
        {
            VideoTask task = await client.GetAsync("cgt-1");
            await new VideoDownloader(new DownloadOptions { Overwrite = isThere }).DownloadAsync(client, task, target);
            return null;
        }
        catch (MeshVideoException exception)
        {
            return exception;
        }
        finally
        {
            Secrets.AssertNone(log.Text);
        }
    }

    /// <summary>
    /// Walks over the boxes in another way than the client: each has to end within the file, and a movie and its data have to be
    /// there. What follows them and is no box of the format is passed over, as players do.
    /// </summary>
    private static bool IsWholeVideo(ReadOnlySpan<byte> file)
    {
        (bool hasIndex, bool hasData) = (false, false);
        while (file.Length > 0)
        {
            if (file.Length < 8)
            {
                return hasIndex && hasData;
            }

            string type = Encoding.Latin1.GetString(file.Slice(4, 4));
            bool isTail = hasIndex && hasData && !Known.Contains(type);
            (hasIndex, hasData) = (hasIndex || type is "moov" or "moof", hasData || type == "mdat");
            ulong size = BinaryPrimitives.ReadUInt32BigEndian(file) switch
            {
                0 => (ulong)file.Length,
                1 => file.Length < 16 ? 0 : BinaryPrimitives.ReadUInt64BigEndian(file[8..]) is var wide and >= 16 ? wide : 0,
                uint narrow => narrow,
            };
            if (size < 8 || size > (ulong)file.Length)
            {
                return isTail;
            }

            file = file[(int)size..];
        }

        return hasIndex && hasData;
    }
}
