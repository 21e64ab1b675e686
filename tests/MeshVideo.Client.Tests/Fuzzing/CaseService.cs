using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using MeshVideo.Client.Tests.Support;
using Xunit;

namespace MeshVideo.Client.Tests.Fuzzing;

/// <summary>One case's service: a hostile first answer, and a plain "not found" to whatever else is asked.</summary>
internal sealed class CaseService : IDisposable
{
    private readonly HostileServer _server;
    private readonly FuzzCase _fuzz;
    private readonly ConcurrentQueue<ReceivedRequest> _requests = new();
    private readonly RecordingLog _notes = new();
    private int _count;

    public CaseService(HostileServer server, FuzzCase fuzz, HostileResponse first)
    {
        _server = server;
        _fuzz = fuzz;
        Uri address = server.Add(fuzz, request =>
        {
            _requests.Enqueue(request);
            return Interlocked.Increment(ref _count) == 1
                ? first
                : HostileResponse.Json(404, """{"error": {"code": "not_found", "message": "No."}}""");
        });
        Client = Service.ClientOf(address, _notes, HostileBytes.Key);
    }

    public MeshVideoClient Client { get; }

    public IReadOnlyList<ReceivedRequest> Requests => [.. _requests];

    /// <summary>Makes a call, and looks at all that comes of it.</summary>
    /// <returns>The error, or null where it went well.</returns>
    public async Task<MeshVideoException?> CallAsync(ApiCall call, CancellationToken cancellationToken = default)
    {
        MeshVideoException? error = null;
        try
        {
            switch (call)
            {
                case ApiCall.Get:
                    TaskChecks.Check(await Client.GetAsync("cgt-1", cancellationToken));
                    break;
                case ApiCall.Look:
                    error = await LookAsync(TimeSpan.Zero);
                    break;
                case ApiCall.Create:
                    TaskChecks.Check(await Client.CreateAsync(new VideoRequest { Prompt = "a lake" }, cancellationToken));
                    break;
                case ApiCall.List:
                    VideoTaskPage page = await Client.ListAsync(new VideoTaskQuery(), 0, 50, cancellationToken);
                    Assert.All(page.Tasks, TaskChecks.Check);
                    break;
                default:
                    Assert.All(
                        await Client.ListModelsAsync(cancellationToken),
                        model => Assert.False(string.IsNullOrWhiteSpace(model.Id)));
                    break;
            }
        }
        catch (MeshVideoException exception)
        {
            error = exception;
        }

        Secrets.AssertNone(_notes.Text);
        Secrets.AssertNone(error?.ToString() ?? string.Empty);
        return error;
    }

    /// <summary>Waits for a task; with no time at all it is looked at once.</summary>
    public async Task<MeshVideoException?> LookAsync(TimeSpan time)
    {
        using TestWaits waits = new(new WaitOptions { Timeout = time });
        waits.Waiter.Add(Client, "cgt-1");
        WaitOutcome outcome = Assert.Single(await waits.EndAsync());
        if (outcome.Task is { } task)
        {
            TaskChecks.Check(task);
        }

        return outcome.Error;
    }

    public void Dispose() => _server.Remove(_fuzz);
}
