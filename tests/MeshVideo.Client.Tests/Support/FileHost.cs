using System;
using System.Threading;
using System.Threading.Tasks;

namespace MeshVideo.Client.Tests.Support;

/// <summary>A service whose one task has succeeded and whose files come from a scripted host.</summary>
internal sealed class FileHost : IAsyncDisposable
{
    private readonly ScriptedServer _api;

    private FileHost(ScriptedServer files, string link)
    {
        Files = files;
        string url = Uri.TryCreate(link, UriKind.Absolute, out Uri? absolute) && !absolute.IsFile
            ? link
            : new Uri(files.Address, link).AbsoluteUri;
        _api = ScriptedServer.Start(ScriptedResponse.Json(200, $$$"""{"id": "cgt-1", "status": "succeeded", "content": {"video_url": "{{{url}}}", "last_frame_url": "{{{url}}}"}}"""));
        Client = Service.ClientOf(_api.Address, Notes);
    }

    public ScriptedServer Files { get; }

    public RecordingLog Notes { get; } = new();

    public MeshVideoClient Client { get; }

    public static FileHost Start(
        Func<ReceivedRequest, Task<ScriptedResponse>> response, string link = "/v.mp4?signature=secret") =>
        new(ScriptedServer.Start(response), link);

    public static FileHost Start(params ScriptedResponse[] replies) =>
        new(ScriptedServer.Start(replies), "/v.mp4?signature=secret");

    public static FileHost Linking(string link) => new(ScriptedServer.Start(ScriptedResponse.Json(404, "")), link);

    /// <summary>Saves the task's video.</summary>
    public Task DownloadAsync(string target, bool overwrite = false, CancellationToken cancellationToken = default) =>
        DownloadAsync(target, new DownloadOptions { Overwrite = overwrite }, cancellationToken);

    /// <summary>Saves the task's video.</summary>
    public async Task DownloadAsync(string target, DownloadOptions options, CancellationToken cancellationToken = default)
    {
        VideoTask task = await Client.GetAsync("cgt-1", CancellationToken.None);
        await new VideoDownloader(options)
            .DownloadAsync(Client, task, target, cancellationToken)
            .WaitAsync(Expect.Timeout, CancellationToken.None);
    }

    public async ValueTask DisposeAsync()
    {
        await Files.DisposeAsync();
        await _api.DisposeAsync();
    }
}
