using System;
using System.IO;
using System.Threading.Tasks;
using MeshVideo.Client.Tests.Support;
using Xunit;

namespace MeshVideo.Client.Tests.Journal;

/// <summary>Who may read a journal: it has prompts in it.</summary>
public sealed class JournalPermissionTests : IDisposable
{
    private readonly Batch _batch = new();

    [SkippableFact]
    [Trait("Build", "net8.0")]
    public async Task A_new_journal_is_its_owners_alone()
    {
        if (OperatingSystem.IsWindows())
        {
            throw new SkipException("Windows has no such permissions.");
        }

        await using Service service = await Service.StartAsync();
        await _batch.RunAsync(service, "a lake");

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(_batch.Path));
    }

    [SkippableFact]
    [Trait("Build", "net8.0")]
    public async Task A_journal_that_is_there_keeps_its_mode()
    {
        if (OperatingSystem.IsWindows())
        {
            throw new SkipException("Windows has no such permissions.");
        }

        const UnixFileMode mode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead;
        await using Service service = await Service.StartAsync();
        await _batch.RunAsync(service, "a lake");
        File.SetUnixFileMode(_batch.Path, mode);
        await _batch.RunAsync(service, "a lake", "a city");

        Assert.Equal(mode, File.GetUnixFileMode(_batch.Path));
    }

    public void Dispose() => _batch.Dispose();
}
