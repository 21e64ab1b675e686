using System;
using System.Threading;

namespace MeshVideo.Requests;

/// <summary>A create was called off while nothing of it was under way: what was sent before surely created nothing.</summary>
internal sealed class CreateNotSentException(CancellationToken token)
    : OperationCanceledException("The request was called off before it was sent again.", token);
