using Xunit;

namespace MeshVideo.Client.Tests.Hostile;

/// <summary>Tests that measure memory, which is the whole process's: nothing else runs beside them.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class Alone
{
    public const string Name = "alone";
}
