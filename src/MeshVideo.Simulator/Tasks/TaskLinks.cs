using System;

namespace MeshVideo.Simulator.Tasks;

/// <summary>The signed links of a succeeded task.</summary>
internal sealed record TaskLinks(Uri Video, Uri? LastFrame);
