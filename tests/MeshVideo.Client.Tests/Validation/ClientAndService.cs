using System;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using MeshVideo.Client.Tests.Support;
using Xunit;

namespace MeshVideo.Client.Tests.Validation;

/// <summary>
/// The two that judge a request: the client's rules, and the simulator, to which the request goes over HTTP past the rules. They
/// share no code, so that a mistake of one is not the other's too.
/// </summary>
public sealed class ClientAndService : IAsyncLifetime, IDisposable
{
    private readonly TempFolder _folder = new();
    private Service? _service;
    private int _files;

    internal Service Service => _service!;

    /// <summary>A draft task that has succeeded, on the model that makes drafts.</summary>
    internal string DraftTaskId { get; private set; } = string.Empty;

    public async Task InitializeAsync()
    {
        _service = await Service.StartAsync();
        VideoTask draft = await Service.Client.CreateAsync(
            new VideoRequest { Prompt = "p", Model = "byteplus/seedance-1-5-pro", Draft = true });
        DraftTaskId = (await Service.Client.GetAsync(draft.Id)).Id;
    }

    public Task DisposeAsync() => Service.DisposeAsync().AsTask();

    public void Dispose() => _folder.Dispose();

    internal MediaSource File(byte[] content, string name = "media") =>
        MediaSource.FromFile(_folder.Write($"{name}{Interlocked.Increment(ref _files)}", content));

    /// <summary>A file that is as long as said, its beginning given and the rest a hole.</summary>
    internal MediaSource Sparse(byte[] head, long length)
    {
        MediaSource source = File(head);
        using FileStream file = new(source.Path!, FileMode.Open, FileAccess.Write);
        file.SetLength(length);
        return source;
    }

    internal static MediaSource Data(string mimeType, byte[] content) =>
        MediaSource.FromUrl($"data:{mimeType};base64,{Convert.ToBase64String(content)}");

    internal static VideoRequest Frame(MediaSource source) => new() { FirstFrame = source };

    internal static VideoRequest Clip(MediaSource source) => new() { ReferenceVideos = [source] };

    internal static VideoRequest Sound(MediaSource source) =>
        new() { ReferenceImages = [MediaSource.FromUrl("asset://a")], ReferenceAudios = [source] };

    /// <summary>Both take it.</summary>
    internal async Task TakeAsync(VideoRequest request)
    {
        ValidationResult result = await RequestValidator.ValidateAsync(request);
        Assert.True(result.IsValid, result.ToException()?.Message);
        Assert.Null(result.ToException());
        Assert.Equal(200, await SendAsync(request));
    }

    /// <summary>Both refuse it, the client for these parameters.</summary>
    internal async Task RefuseAsync(VideoRequest request, params string[] parameters)
    {
        ValidationResult result = await RequestValidator.ValidateAsync(request);
        Assert.Equal(parameters, result.Violations.Select(violation => violation.Parameter));
        Assert.False(result.IsValid);
        Assert.Contains(await SendAsync(request), (int?[])[413, 422]);
    }

    /// <summary>Both judge it alike, as a local file and as a data URI.</summary>
    internal async Task JudgeAsync(
        byte[] content, string mimeType, Func<MediaSource, VideoRequest> request, bool isTaken, string parameter)
    {
        VideoRequest local = request(File(content));
        await (isTaken ? TakeAsync(local) : RefuseAsync(local, parameter));
        await JudgeDataAsync(content, mimeType, request, isTaken, parameter);
    }

    internal async Task JudgeDataAsync(
        byte[] content, string mimeType, Func<MediaSource, VideoRequest> request, bool isTaken, string parameter)
    {
        VideoRequest inline = request(Data(mimeType, content));
        await (isTaken ? TakeAsync(inline) : RefuseAsync(inline, parameter));
    }

    /// <summary>Sends it, rules or not.</summary>
    /// <returns>The status of the answer; null where a local file could not be sent.</returns>
    internal async Task<int?> SendAsync(VideoRequest request)
    {
        try
        {
            await Service.Client.CreateAsync(request).WaitAsync(Expect.Timeout);
            return 200;
        }
        catch (MeshVideoException exception)
            when (exception.Kind is MeshVideoErrorKind.Refused or MeshVideoErrorKind.ModelNotFound)
        {
            return exception.StatusCode;
        }
        catch (MeshVideoException exception) when (exception.Kind is MeshVideoErrorKind.MediaUnreadable)
        {
            return null;
        }
    }
}
