using System;
using System.Net.Http;
using System.Net.Http.Headers;
using System.Threading;
using System.Threading.Tasks;
using MeshVideo.Simulator.Api;
using MeshVideo.Simulator.Faults;
using MeshVideo.Simulator.Files;
using MeshVideo.Simulator.Http;
using MeshVideo.Simulator.Tasks;

namespace MeshVideo.Simulator.Webhooks;

/// <summary>Sends a task that has ended to its callback URL, once, without a signature, with a timeout of ten seconds.</summary>
internal sealed class WebhookSender(
    TaskStore tasks, LinkSigner signer, FaultList faults, SimulatorOptions options, CancellationToken stopping) : IDisposable
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(10);

    private readonly HttpClient _client = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false })
    {
        Timeout = Timeout,
    };

    public void Watch(VideoTask task)
    {
        if (task.Spec.CallbackUrl is { } address)
        {
            _ = WatchAsync(task, address);
        }
    }

    public void Dispose() => _client.Dispose();

    private async Task WatchAsync(VideoTask task, Uri address)
    {
        try
        {
            TaskState state = task.State;
            while (!state.IsTerminal)
            {
                if (options.WebhookPerStatus)
                {
                    await SendAsync(task, address).ConfigureAwait(false);
                }

                state = await task.WaitForChangeAsync(state, stopping).ConfigureAwait(false);
            }

            if (TaskStatuses.IsSentByWebhook(state.Status))
            {
                await SendAsync(task, address).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // The simulator is stopping.
        }
    }

    private async Task SendAsync(VideoTask task, Uri address)
    {
        TaskRecord record = task.Refresh(signer.CreateLinks(task));
        ReadOnlyMemory<byte> body = JsonText.Write(json => TaskJson.Write(json, task, record, options.ContentAsArray));
        (int? statusCode, string? error) = ((int?)null, (string?)null);
        try
        {
            statusCode = await PostAsync(address, body, faults.Take(FaultTarget.Webhook, task.Id)).ConfigureAwait(false);
        }
        catch (Exception e) when (e is HttpRequestException || (e is TaskCanceledException && !stopping.IsCancellationRequested))
        {
            error = e.Message;
        }

        tasks.AddCallback(task, new CallbackDelivery(DateTimeOffset.UtcNow, record.State.Status, statusCode, error));
    }

    private async Task<int> PostAsync(Uri address, ReadOnlyMemory<byte> body, Fault? fault)
    {
        switch (fault?.Kind)
        {
            case null:
                break;
            case FaultKind.Delay:
                await Task.Delay(fault.Ms, stopping).ConfigureAwait(false);
                break;
            case FaultKind.Corrupt:
                body = body[..(body.Length / 2)];
                break;
            case FaultKind.Empty:
                body = default;
                break;
            default:
                throw new HttpRequestException($"The callback was not sent because of the fault {fault}.");
        }

        using ReadOnlyMemoryContent content = new(body);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        using HttpResponseMessage response = await _client.PostAsync(address, content, stopping).ConfigureAwait(false);
        return (int)response.StatusCode;
    }
}
