using System;

namespace MeshVideo.Client.Tests.Fuzzing;

/// <summary>One mutant: all that is random about it follows from its seed.</summary>
/// <param name="number">Counts from 0.</param>
/// <param name="seed">Makes the same case again.</param>
internal sealed class FuzzCase(int number, int seed)
{
    public int Number { get; } = number;

    public int Seed { get; } = seed;

    // Neighbouring seeds would begin with similar numbers.
    public Random Random { get; } = new(unchecked((int)((uint)seed * 2654435761u)));

    /// <summary>What was sent, for the message of a failure.</summary>
    public string Shown { get; set; } = string.Empty;

    public T Pick<T>(params T[] choices) => choices[Random.Next(choices.Length)];

    public bool OneIn(int times) => Random.Next(times) == 0;
}
