using System.IO;
using System.Text.Json;
using System.Text.Json.Serialization;
using Xunit;

namespace MeshVideo.Client.Tests.Fuzzing;

/// <summary>What holds for every task that the client hands out, whatever it was read from.</summary>
internal static class TaskChecks
{
    private static readonly JsonSerializerOptions Options =
        new() { NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals, MaxDepth = 200 };

    public static void Check(VideoTask task)
    {
        Assert.False(string.IsNullOrWhiteSpace(task.Id));
        Assert.DoesNotContain(task.ToString(), char.IsControl);
        Secrets.AssertNone(task.ToString());

        // Looks at every property.
        Assert.DoesNotContain(HostileBytes.Key, JsonSerializer.Serialize(task, Options), System.StringComparison.Ordinal);

        string name = VideoDownloader.GetDefaultFileName(task);
        Assert.Equal(name, Path.GetFileName(name));
        Assert.True(task.VideoUrl is null || task.VideoUrl.IsAbsoluteUri);
        if (TaskFailure.From(task) is { } failure)
        {
            Secrets.AssertNone(failure.ToString());
        }
    }
}
