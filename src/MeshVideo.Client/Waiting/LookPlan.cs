using System;

namespace MeshVideo.Waiting;

/// <summary>
/// At what ages to look at one task. For a given number of looks the mean delay is least when looks come as densely as the root of
/// the hazard: rarely while an end is unlikely, often around the usual run time, and less and less often after it.
/// </summary>
internal sealed class LookPlan
{
    /// <summary>Weighs looks against delay. At 0.5 a task of the usual kind takes about 20 looks and is seen some 2 s after its end.</summary>
    private const double Thrift = 0.5;

    private const double FirstAge = 0.25;
    private const double Resolution = 0.025;
    // Up to 83 hours: longer than the service lets a task live.
    private const int Points = 560;

    private readonly double[] _looksBefore = new double[Points];

    public LookPlan(RunTimeDistribution distribution)
    {
        double density = Density(distribution, FirstAge);
        _looksBefore[0] = density * FirstAge;
        for (int point = 1; point < Points; point++)
        {
            double next = Density(distribution, AgeAt(point));
            _looksBefore[point] = _looksBefore[point - 1] + ((density + next) / 2 * (AgeAt(point) - AgeAt(point - 1)));
            density = next;
        }
    }

    /// <summary>The age in seconds at which so many looks have become due since the age of the last one.</summary>
    public double NextAge(double age, double looks = 1)
    {
        double wanted = LooksBefore(age) + looks;
        int found = Array.BinarySearch(_looksBefore, wanted);
        int above = found >= 0 ? found : ~found;
        if (above >= Points)
        {
            return AgeAt(Points);
        }

        if (above == 0)
        {
            return FirstAge;
        }

        double part = (wanted - _looksBefore[above - 1]) / (_looksBefore[above] - _looksBefore[above - 1]);
        return AgeAt(above - 1) + (part * (AgeAt(above) - AgeAt(above - 1)));
    }

    private double LooksBefore(double age)
    {
        double position = age <= FirstAge ? 0 : Math.Log(age / FirstAge) / Resolution;
        int below = (int)position;
        return below >= Points - 1
            ? _looksBefore[Points - 1]
            : _looksBefore[below] + ((position - below) * (_looksBefore[below + 1] - _looksBefore[below]));
    }

    private static double AgeAt(int point) => FirstAge * Math.Exp(point * Resolution);

    private static double Density(RunTimeDistribution distribution, double age) => Math.Sqrt(distribution.Hazard(age)) / Thrift;
}
