using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using MeshVideo.Benchmarks;
using MeshVideo.Demo;

if (SearchPath.Find("pwsh") is not { } shell || RepositoryFolder.Find() is not { } repository)
{
    Console.WriteLine("The benchmarks are skipped: they compare scripts in PowerShell, and there is no pwsh on the PATH.");
    return 0;
}

int rounds = args.SkipWhile(argument => argument != "--rounds").Skip(1).Select(int.Parse).FirstOrDefault(7);
HashSet<string> wanted = [.. args.TakeWhile(argument => argument != "--rounds")];
List<Comparison> comparisons = [];
foreach (Benchmark benchmark in Benchmark.All.Where(benchmark => wanted.Count == 0 || wanted.Contains(benchmark.Name)))
{
    Console.Error.WriteLine($"{benchmark.Name}: {benchmark.What}");
    comparisons.Add(await benchmark.RunAsync(shell, repository, rounds));
}

string report = Report.Write(comparisons, rounds)
    + (wanted.Count == 0 || wanted.Contains("polling") ? PollingPolicies.Section() : string.Empty);
string module = Path.Combine(repository, "out", "MeshVideo", "MeshVideo.psd1");
if (wanted.Count == 0 || wanted.Contains("stop"))
{
    report += await StopTimes.SectionAsync(shell, module, Path.Combine(repository, "tests", "MeshVideo.Benchmarks", "Scripts"));
}

if (wanted.Count == 0 || wanted.Contains("webhooks"))
{
    report += await CallbackWaits.SectionAsync(shell, module);
}

Console.WriteLine(report);
if (wanted.Count == 0)
{
    await File.WriteAllTextAsync(Path.Combine(repository, "docs", "benchmarks.md"), report);
}

return 0;
