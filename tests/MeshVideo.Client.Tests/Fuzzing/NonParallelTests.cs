using Xunit;

namespace MeshVideo.Client.Tests.Fuzzing;

/// <summary>Tests that measure memory, which is the whole process's: nothing else runs beside them.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class NonParallelTests
{
    public const string Name = "alone";
}
