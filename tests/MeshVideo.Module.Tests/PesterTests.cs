using System.Collections.Generic;
using System.IO;
using System.Linq;
using Xunit;
using Xunit.Abstractions;

namespace MeshVideo.ModuleTests;

/// <summary>Shows each Pester test as one of xunit's, so that <c>dotnet test</c> runs them all.</summary>
public sealed class PesterTests(PesterFixture pester, ITestOutputHelper output) : IClassFixture<PesterFixture>
{
    public static IEnumerable<object[]> All => PesterFiles.FindTests().Distinct().Select(test => new object[] { test });

    [SkippableTheory(DisplayName = "Pester")]
    [MemberData(nameof(All))]
    public void Pester_test_passes(PesterTest test)
    {
        Skip.If(pester.Run.Unavailable is not null, pester.Run.Unavailable);

        PesterResult[] cases = [.. pester.Run.Tests.Where(result => IsOf(test, result))];
        output.WriteLine(string.Join('\n', cases.AsEnumerable()));
        IEnumerable<PesterFault> faults = pester.Run.Faults.Where(fault => PesterFiles.NameOf(fault.File) == test.File);
        Assert.True(cases.Length > 0, $"Pester did not run it.\n{string.Join('\n', faults)}");

        PesterResult[] failed = [.. cases.Where(result => !result.IsPassed && !result.IsSkipped)];
        Assert.True(failed.Length == 0, string.Join("\n\n", failed.AsEnumerable()));

        Skip.If(cases.All(result => result.IsSkipped), cases[0].Message);
    }

    [SkippableFact]
    public void Every_Pester_result_belongs_to_a_test_found_by_name()
    {
        Skip.If(pester.Run.Unavailable is not null, pester.Run.Unavailable);
        output.WriteLine(pester.Output);

        PesterTest[] found = [.. PesterFiles.FindTests()];
        PesterResult[] unknown = [.. pester.Run.Tests.Where(result => !found.Any(test => IsOf(test, result)))];
        string names = string.Join('\n', unknown.AsEnumerable());
        Assert.True(unknown.Length == 0, $"An It begins its line and has its name in single quotes. Not so:\n{names}");
    }

    [SkippableFact]
    public void Every_Pester_file_loads_and_every_setup_and_teardown_passes()
    {
        Skip.If(pester.Run.Unavailable is not null, pester.Run.Unavailable);
        Assert.True(pester.Run.Faults.Count == 0, string.Join("\n\n", pester.Run.Faults));
    }

    [Fact]
    public void Names_of_Pester_tests_are_unique_within_a_file() =>
        Assert.Empty(PesterFiles.FindTests().GroupBy(test => test).Where(group => group.Count() > 1).Select(group => group.Key));

    [Fact]
    public void What_Pester_tests_need_is_built()
    {
        Assert.True(File.Exists(TestedFiles.Module ?? TestedFiles.Package), TestedFiles.Module ?? TestedFiles.Package);
        Assert.True(File.Exists(TestedFiles.Pester), TestedFiles.Pester);
        Assert.True(File.Exists(TestedFiles.Simulator), TestedFiles.Simulator);
    }

    private static bool IsOf(PesterTest test, PesterResult result) =>
        PesterFiles.NameOf(result.File) == test.File && result.Name == test.Name;
}
