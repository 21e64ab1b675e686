using System;
using System.Threading;

namespace MeshVideo.Requests;

/// <summary>
/// The exception that is thrown when a create is canceled during the delay before a retry. The earlier attempts created no task.
/// </summary>
internal sealed class CreateNotSentException(CancellationToken token)
    : OperationCanceledException("The request was canceled before it was sent again.", token);
