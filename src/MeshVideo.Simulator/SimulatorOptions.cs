using System;
using System.Collections.Generic;
using System.IO;
using MeshVideo.Simulator.Faults;
using MeshVideo.Simulator.Tasks;

namespace MeshVideo.Simulator;

/// <summary>How a simulator behaves. The defaults suit a program that hosts it; the command line has its own ports.</summary>
public sealed class SimulatorOptions
{
    // Times stay within the calendar, however slow the clock.
    private const double LongestSeconds = 1e9;

    /// <summary>The key that stands for any key.</summary>
    public const string AnyKey = "*";

    /// <summary>The key a simulator accepts when none is named.</summary>
    public const string DefaultKey = "rsk_simulator";

    /// <summary>The port of the API; 0 takes any free one.</summary>
    public int Port { get; set; }

    /// <summary>The port of the file server; 0 takes any free one.</summary>
    public int FilePort { get; set; }

    /// <summary>The base address of file links, for a simulator behind an HTTPS proxy. The default is the file server.</summary>
    public Uri? PublicFileBaseUri { get; set; }

    /// <summary>The keys accepted, each with tasks of its own; <see cref="AnyKey"/> accepts all.</summary>
    public IReadOnlyList<string> Keys { get; set; } = [DefaultKey];

    /// <summary>How long a task is queued.</summary>
    public double QueueSeconds { get; set; } = 2;

    /// <summary>How long a task runs.</summary>
    public double RunSeconds { get; set; } = 8;

    /// <summary>How fast the clock runs: divides queueing, running, expiry and the life of links.</summary>
    public double Speed { get; set; } = 1;

    /// <summary>How long a file link lives.</summary>
    public double LinkSeconds { get; set; } = 86400;

    /// <summary>How far the service's clock is ahead of this machine's, or behind it (below 0).</summary>
    public double ClockSkewSeconds { get; set; }

    /// <summary>How many tasks a key may create before 402; none means no limit.</summary>
    public int? SpendLimit { get; set; }

    /// <summary>How many API requests a key may send in a second before 429; none means no limit.</summary>
    public int? RateLimit { get; set; }

    /// <summary>How many tasks of a key may be queued or running before 429; none means no limit.</summary>
    public int? MaxRunning { get; set; }

    /// <summary>How long a create takes to answer, once its task is made.</summary>
    public double CreateSeconds { get; set; }

    /// <summary>The keys' discount, in percent.</summary>
    public decimal DiscountPercent { get; set; }

    /// <summary>Whether a task's <c>content</c> is an array, as some pages of the service's documentation show it.</summary>
    public bool ContentAsArray { get; set; }

    /// <summary>Whether a webhook tells of each status, not of the last alone.</summary>
    public bool WebhookPerStatus { get; set; }

    /// <summary>The least size of a video file: a trailing <c>free</c> box fills it up.</summary>
    public long FileBytes { get; set; }

    /// <summary>The faults in place from the start.</summary>
    public IReadOnlyList<Fault> Faults { get; set; } = [];

    /// <summary>Where a line for each request goes; none means nowhere.</summary>
    public TextWriter? Log { get; set; }

    internal TimeProvider Clock => new SkewedClock(TimeSpan.FromSeconds(ClockSkewSeconds));

    /// <summary>How long so many seconds of the service's clock take here.</summary>
    internal TimeSpan OnClock(double seconds) => TimeSpan.FromSeconds(Math.Min(seconds / Speed, LongestSeconds));
}
