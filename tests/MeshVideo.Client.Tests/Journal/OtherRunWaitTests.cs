using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using MeshVideo.Journal;
using Xunit;

namespace MeshVideo.Client.Tests.Journal;

/// <summary>How often a run says that it waits for another one.</summary>
public sealed class OtherRunWaitTests
{
    private readonly OtherRunWait _wait;
    private TimeSpan _now = TimeSpan.FromMinutes(3);

    public OtherRunWaitTests() => _wait = new OtherRunWait("batch.jsonl", () => _now);

    [Fact]
    public async Task A_night_of_waiting_gives_a_few_warnings_for_all_rows_together()
    {
        BatchRow[] rows = await Task.WhenAll(Enumerable.Range(1, 8).Select(number => RowAsync($"shot {number}")));
        List<(TimeSpan Time, string Text)> warnings = [];
        for (int second = 0; second < 8 * 3600; second++, _now += TimeSpan.FromSeconds(1))
        {
            warnings.AddRange(
                rows.Select(_wait.Add).OfType<string>().Select(text => (TimeSpan.FromSeconds(second), text)));
        }

        Assert.Equal([10, 70, 670, 4270, 7870], warnings.Take(5).Select(warning => (int)warning.Time.TotalSeconds));
        Assert.Equal(10, warnings.Count);
        Assert.All(warnings, warning => Assert.Contains(
            "'batch.jsonl' is creating the task of 'shot 1'. Waiting for it to finish. 7 other rows wait too. If",
            warning.Text,
            StringComparison.Ordinal));
    }

    [Fact]
    public async Task Rows_that_wait_briefly_one_after_the_other_give_none()
    {
        for (int number = 0; number < 100; number++)
        {
            BatchRow row = await RowAsync($"shot {number}");
            for (int second = 0; second < 9; second++, _now += TimeSpan.FromSeconds(1))
            {
                Assert.Null(_wait.Add(row));
            }

            _wait.Remove(row);
        }
    }

    [Fact]
    public async Task Rows_that_wait_for_long_one_after_the_other_do_not_begin_anew()
    {
        int count = 0;
        for (int number = 0; number < 200; number++)
        {
            BatchRow row = await RowAsync($"shot {number}");
            for (int second = 0; second < 18; second++, _now += TimeSpan.FromSeconds(1))
            {
                count += _wait.Add(row) is { } text && !text.Contains("other row", StringComparison.Ordinal) ? 1 : 0;
            }

            _wait.Remove(row);
        }

        Assert.Equal(3, count);
    }

    private static async Task<BatchRow> RowAsync(string prompt)
    {
        VideoRequest request = new() { Prompt = prompt };
        PreparedRequest prepared = await PreparedRequest.CreateAsync(request, includeHashes: true);
        return new BatchRow(RequestIdentity.Create(prepared, new Redactor("key")), request, 1, 0);
    }
}
