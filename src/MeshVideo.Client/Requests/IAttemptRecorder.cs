using System.Threading;
using System.Threading.Tasks;

namespace MeshVideo.Requests;

/// <summary>Records the attempts of a create.</summary>
internal interface IAttemptRecorder
{
    /// <summary>Records that a request is about to be sent.</summary>
    /// <param name="request">The request.</param>
    /// <param name="cancellationToken">Cancels the operation. Nothing is then sent.</param>
    /// <exception cref="MeshVideoException">The request must not be sent.</exception>
    Task<AttemptStart> StartAsync(PreparedRequest request, CancellationToken cancellationToken);

    /// <summary>Records the task that the attempt created. It does not throw, because the task is charged.</summary>
    Task RecordTaskAsync(VideoTask task);

    /// <summary>Records why the attempt failed. It does not throw.</summary>
    Task RecordErrorAsync(MeshVideoException error);

    /// <summary>Records that the request was not sent, because it was canceled. It does not throw.</summary>
    Task RecordCancellationAsync();
}
