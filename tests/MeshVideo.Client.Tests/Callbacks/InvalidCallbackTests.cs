using System;
using System.Net;
using System.Net.Http;
using System.Threading.Tasks;
using MeshVideo.Client.Tests.Fuzzing;
using MeshVideo.Client.Tests.Support;
using Xunit;

namespace MeshVideo.Client.Tests.Callbacks;

/// <summary>A wait whose listener is open to everybody.</summary>
[Collection(NonParallelTests.Name)]
public sealed class InvalidCallbackTests
{
    private const int Megabyte = 1024 * 1024;

    [Fact]
    public async Task Junk_of_every_kind_ends_nothing_fills_nothing_and_keeps_no_call_out()
    {
        await using Service service = await Service.StartAsync();
        string id = service.Host.Tasks.Seed(1, status: "running")[0];
        using TestWaits waits = new(new WaitOptions { PollInterval = TimeSpan.FromDays(1) });
        using CallbackListener listener = CallbackListener.Start(
            new Uri("http://127.0.0.1:0/mesh/"), called => waits.Waiter.OnCallback(called));
        using InvalidCallbacks junk = new(listener.Address, id);
        waits.Waiter.Add(service.Client, id);
        await service.ArrivedAsync(request => request.Status is not null);
        await junk.SendAsync(64);
        long before = GC.GetTotalMemory(forceFullCollection: true);

        await junk.SendAsync(2000);

        long held = GC.GetTotalMemory(forceFullCollection: true) - before;
        Assert.Empty(waits.Outcomes);
        Assert.Equal(service.Gets(id).Count, service.Host.Requests.All.Count);
        Assert.InRange(service.Gets(id).Count, 2, 9);
        Assert.True(held < 30 * Megabyte, $"{held / Megabyte} MB are held.");

        service.Host.Tasks.Finish(id);
        using HttpClient http = new();
        using HttpResponseMessage response = await http.PostAsync(
            listener.Address, new StringContent($$"""{"id": "{{id}}", "status": "succeeded"}"""));
        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
        Assert.Equal(VideoTaskStatus.Succeeded, Assert.Single(await waits.EndAsync()).Task?.Status);
    }
}
