using System.Threading;
using System.Threading.Tasks;

namespace MeshVideo.Requests;

/// <summary>Records nothing.</summary>
internal sealed class NullAttemptRecorder : IAttemptRecorder
{
    public static readonly NullAttemptRecorder Instance = new();

    public Task<AttemptStart> StartAsync(PreparedRequest request, CancellationToken cancellationToken) =>
        Task.FromResult(new AttemptStart(request));

    public Task RecordTaskAsync(VideoTask task) => Task.CompletedTask;

    public Task RecordErrorAsync(MeshVideoException error) => Task.CompletedTask;

    public Task RecordCancellationAsync() => Task.CompletedTask;
}
