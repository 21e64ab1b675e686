using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using MeshVideo.Client.Tests.Support;
using Xunit;

namespace MeshVideo.Client.Tests.Journal;

/// <summary>
/// What a batch costs has a limit, which holds for all of its runs. A video of these tests costs 0.7623 USD, so that 13 of them
/// are within 10 USD.
/// </summary>
public sealed class SpendingLimitTests : IDisposable
{
    private const decimal Price = 0.7623m;
    private const decimal Limit = 10m;
    private const int Fitting = 13;

    private readonly Batch _batch = new();

    [Theory]
    [InlineData(1)]
    [InlineData(8)]
    public async Task The_row_that_would_exceed_it_is_an_error_and_so_are_those_after_it(int throttleLimit)
    {
        await using Service service = await Service.StartAsync();
        SpendingLimit limit = await LimitAsync(service);

        IReadOnlyList<RowOutcome> rows = await _batch.RunConcurrentlyAsync(service.Client, Rows(30), throttleLimit, limit);

        AssertStopsAt(Fitting, rows);
        Assert.Equal(Fitting, service.Host.Tasks.Count);
        Assert.Equal(Fitting * Price, limit.SpentUsd);
        Assert.Equal(
            "The video would cost about 0.7623 USD, and 9.9099 USD of 10.00 USD are spent. Nothing was sent.",
            rows[Fitting].Error!.Message);
    }

    [Fact]
    public async Task A_cheaper_row_that_fits_is_created()
    {
        await using Service service = await Service.StartAsync();
        VideoRequest cheap = new()
        {
            Prompt = "p",
            Model = "byteplus/dreamina-seedance-2-0-mini",
            Resolution = "480p",
            Duration = 4,
        };

        IReadOnlyList<RowOutcome> rows = await _batch.RunConcurrentlyAsync(
            service.Client, [.. Rows(20), cheap, cheap], limit: await LimitAsync(service, maximum: 10.1m));

        AssertStopsAt(Fitting, [.. rows.Take(20)]);
        Assert.NotNull(rows[20].Task);
        Assert.Equal(MeshVideoErrorKind.MaxCostExceeded, rows[21].Error!.Kind);
    }

    [Fact]
    public async Task It_holds_without_a_journal()
    {
        await using Service service = await Service.StartAsync(
            """{"on": "create", "kind": "status", "status": 422, "times": 3}""");
        CreateThrottle throttle = new() { SpendingLimit = await LimitAsync(service) };
        List<MeshVideoErrorKind?> outcomes = [];
        foreach (VideoRequest row in Rows(20))
        {
            PreparedRequest prepared = await PreparedRequest.CreateAsync(row);
            Exception? error = await Record.ExceptionAsync(() => service.Client.CreateAsync(prepared, throttle));
            outcomes.Add((error as MeshVideoException)?.Kind);
        }

        // The rows that the service refused cost nothing.
        Assert.Equal(Enumerable.Repeat<MeshVideoErrorKind?>(MeshVideoErrorKind.Refused, 3), outcomes.Take(3));
        Assert.Equal(Enumerable.Repeat<MeshVideoErrorKind?>(null, Fitting), outcomes.Skip(3).Take(Fitting));
        Assert.Equal(Enumerable.Repeat<MeshVideoErrorKind?>(MeshVideoErrorKind.MaxCostExceeded, 4), outcomes.Skip(3 + Fitting));
    }

    [Fact]
    public async Task Each_further_run_counts_those_before_it()
    {
        await using Service service = await Service.StartAsync();
        VideoRequest[] rows = Rows(30);
        await _batch.RunConcurrentlyAsync(service.Client, rows[..5], limit: await LimitAsync(service));

        IReadOnlyList<RowOutcome> second = await _batch.RunConcurrentlyAsync(
            service.Client, rows[10..], limit: await LimitAsync(service));
        IReadOnlyList<RowOutcome> third = await _batch.RunConcurrentlyAsync(
            service.Client, rows, limit: await LimitAsync(service));

        AssertStopsAt(Fitting - 5, second);
        Assert.Equal(Fitting, third.Count(row => row.Task is not null));
        Assert.Equal(Fitting, service.Host.Tasks.Count);
    }

    [Fact]
    public async Task Runs_without_a_limit_count_too()
    {
        await using Service service = await Service.StartAsync();
        await _batch.RunConcurrentlyAsync(service.Client, Rows(6));

        IReadOnlyList<RowOutcome> rows = await _batch.RunConcurrentlyAsync(
            service.Client, Rows(30).Reverse(), limit: await LimitAsync(service));

        Assert.Equal(Fitting, service.Host.Tasks.Count);
        Assert.Equal(Fitting, rows.Count(row => row.Task is not null));
        AssertStopsAt(Fitting - 6, [.. rows.Take(24)]);
    }

    /// <summary>The journal ends after each line, as after a kill. The service has a task for each intent.</summary>
    [Fact]
    public async Task It_holds_after_a_kill_at_any_line()
    {
        await using Service service = await Service.StartAsync();
        await _batch.RunConcurrentlyAsync(service.Client, Rows(8), throttleLimit: 3, await LimitAsync(service));
        string[] lines = _batch.Lines;
        for (int count = 1; count <= lines.Length; count++)
        {
            using Batch killed = new();
            File.WriteAllLines(killed.Path, lines[..count]);
            int sent = lines.Take(count).Count(line => line.Contains("\"intent\"", StringComparison.Ordinal));
            int before = service.Host.Tasks.Count;

            IReadOnlyList<RowOutcome> rows = await killed.RunConcurrentlyAsync(
                service.Client, Rows(30), limit: await LimitAsync(service));

            Assert.Equal(Fitting, rows.Count(row => row.Error?.Kind != MeshVideoErrorKind.MaxCostExceeded));
            Assert.All(rows.Skip(Fitting), row => Assert.Equal(MeshVideoErrorKind.MaxCostExceeded, row.Error!.Kind));
            Assert.Equal(Fitting - sent, service.Host.Tasks.Count - before);
        }
    }

    [Fact]
    public async Task A_request_that_may_have_been_paid_counts_and_sending_it_again_counts_again()
    {
        await using Service service = await Service.StartAsync("""{"on": "create", "kind": "reset", "times": 2}""");
        VideoRequest[] rows = Rows(5);

        IReadOnlyList<RowOutcome> first = await _batch.RunConcurrentlyAsync(
            service.Client, rows, 1, await LimitAsync(service, maximum: 3 * Price));
        IReadOnlyList<RowOutcome> second = await _batch.RunConcurrentlyAsync(
            service.Client, rows, 1, await LimitAsync(service, maximum: 4 * Price), resendAmbiguous: true);

        Assert.Equal(["CreateOutcomeUnknown", "CreateOutcomeUnknown"], first.Take(2).Select(row => row.ToString()));
        Assert.NotNull(first[2].Task);
        Assert.All(first.Skip(3), row => Assert.Equal(MeshVideoErrorKind.MaxCostExceeded, row.Error!.Kind));
        Assert.Equal([true, false, true, false, false], second.Select(row => row.Task is not null));
    }

    [Fact]
    public async Task Two_runs_of_one_journal_share_it()
    {
        await using Service service = await Service.StartAsync("""{"on": "create", "kind": "delay", "ms": 30, "times": -1}""");
        VideoRequest[] rows = Rows(60);

        IReadOnlyList<RowOutcome>[] runs = await Task.WhenAll(new[] { rows[..30], rows[30..], rows }.Select(
            async part => await _batch.RunConcurrentlyAsync(service.Client, part, limit: await LimitAsync(service))));

        Assert.Equal(Fitting, service.Host.Tasks.Count);
        Assert.Equal(Fitting, runs.SelectMany(run => run).Select(row => row.Task?.Id).OfType<string>().Distinct().Count());
    }

    [Fact]
    public async Task A_task_that_has_ended_counts_what_it_cost()
    {
        await using Service service = await Service.StartAsync();
        SpendingLimit limit = await LimitAsync(service, maximum: 2 * Price);
        using BatchJournal journal = BatchJournal.Open(_batch.Path, resendAmbiguous: false);
        CreateThrottle throttle = new() { SpendingLimit = limit };
        VideoTask failing = await CreateAsync("a [simulate:failed]");
        VideoTask succeeding = await CreateAsync("b");
        await Expect.ErrorAsync(MeshVideoErrorKind.MaxCostExceeded, CreateAsync("c"));

        VideoTask failed = (await service.Client.GetAsync(failing.Id)).CarryOver(failing);
        VideoTask succeeded = (await service.Client.GetAsync(succeeding.Id)).CarryOver(succeeding);

        Assert.Equal((0m, Price, Price), (failed.Cost, succeeded.Cost, limit.SpentUsd));
        await CreateAsync("d");
        await Expect.ErrorAsync(MeshVideoErrorKind.MaxCostExceeded, CreateAsync("e"));
        Assert.Equal(3, service.Host.Tasks.Count);

        async Task<VideoTask> CreateAsync(string prompt) => await journal.CreateAsync(
            service.Client,
            await PreparedRequest.CreateAsync(new() { Prompt = prompt }, includeHashes: true),
            throttle,
            CancellationToken.None);
    }

    [Fact]
    public async Task A_row_of_unknown_cost_is_an_error_unless_it_is_allowed()
    {
        await using Service service = await Service.StartAsync();
        VideoRequest[] rows = [new() { Prompt = "p", Duration = -1 }, new() { Prompt = "p", Model = "byteplus/experimental" }];

        IReadOnlyList<RowOutcome> refused = await _batch.RunConcurrentlyAsync(
            service.Client, rows, limit: await LimitAsync(service));
        IReadOnlyList<RowOutcome> allowed = await _batch.RunConcurrentlyAsync(
            service.Client,
            rows,
            limit: new SpendingLimit(await service.Client.ReadPricesAsync(ModelTable.Default), 0, allowUnknownCost: true));

        Assert.All(refused, row => Assert.Equal(MeshVideoErrorKind.CostUnknown, row.Error!.Kind));
        Assert.All(allowed, row => Assert.NotNull(row.Task));
        Assert.Equal(2, service.Host.Tasks.Count);
    }

    public void Dispose() => _batch.Dispose();

    private static async Task<SpendingLimit> LimitAsync(Service service, decimal maximum = Limit) =>
        new(await service.Client.ReadPricesAsync(ModelTable.Default), maximum);

    private static VideoRequest[] Rows(int count) => Batch.Rows([.. Enumerable.Range(0, count).Select(row => $"shot {row}")]);

    private static void AssertStopsAt(int row, IReadOnlyList<RowOutcome> rows)
    {
        Assert.All(rows.Take(row), outcome => Assert.NotNull(outcome.Task));
        Assert.All(rows.Skip(row), outcome => Assert.Equal(MeshVideoErrorKind.MaxCostExceeded, outcome.Error!.Kind));
    }
}
