using System;

namespace MeshVideo.Saving;

/// <summary>The connection to the file host did not come about, or broke. Told apart from a fault of the disk, which trying again does not mend.</summary>
internal sealed class ConnectionLostException(string why, Exception cause) : Exception(why, cause);
