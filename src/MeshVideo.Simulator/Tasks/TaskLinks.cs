using System;

namespace MeshVideo.Simulator.Tasks;

/// <summary>The signed links of a task that has succeeded.</summary>
internal sealed record TaskLinks(Uri Video, Uri? LastFrame);
