using System;

namespace MeshVideo.Downloads;

/// <summary>
/// The connection to the file host failed or broke. Not an <see cref="System.IO.IOException"/>: those come from the disk, and are
/// not retried.
/// </summary>
internal sealed class ConnectionLostException(string message, Exception cause) : Exception(message, cause);
