using System;

namespace MeshVideo.Downloads;

/// <summary>The connection to the file host failed. Other I/O errors come from the disk, and are not retried.</summary>
internal sealed class ConnectionLostException(string message, Exception cause) : Exception(message, cause);
