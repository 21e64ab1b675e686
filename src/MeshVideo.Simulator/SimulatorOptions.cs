using System;
using System.Collections.Generic;
using System.IO;
using MeshVideo.Simulator.Faults;
using MeshVideo.Simulator.Tasks;

namespace MeshVideo.Simulator;

/// <summary>
/// The options of a simulator. The defaults are for programs that host it; the command line has different default ports.
/// </summary>
public sealed class SimulatorOptions
{
    // Prevents that times exceed the calendar with a slow clock.
    private const double MaximumSeconds = 1e9;

    /// <summary>The value that accepts any key.</summary>
    public const string AnyKey = "*";

    /// <summary>The key that is accepted by default.</summary>
    public const string DefaultKey = "rsk_simulator";

    /// <summary>The port of the API; 0 for any free port.</summary>
    public int Port { get; set; }

    /// <summary>The port of the file server; 0 for any free port.</summary>
    public int FilePort { get; set; }

    /// <summary>The base address of file links, for a simulator behind an HTTPS proxy. The default is the file server.</summary>
    public Uri? PublicFileBaseUri { get; set; }

    /// <summary>The accepted keys, each with its own tasks. <see cref="AnyKey"/> accepts all keys.</summary>
    public IReadOnlyList<string> Keys { get; set; } = [DefaultKey];

    /// <summary>The time for which a task is queued.</summary>
    public double QueueSeconds { get; set; } = 2;

    /// <summary>The time for which a task runs.</summary>
    public double RunSeconds { get; set; } = 8;

    /// <summary>
    /// The speed of the clock, which divides the times of queuing, running and expiry, and the lifetime of links.
    /// </summary>
    public double Speed { get; set; } = 1;

    /// <summary>The lifetime of a file link.</summary>
    public double LinkSeconds { get; set; } = 86400;

    /// <summary>The offset of the service's clock from the system clock. A negative value is behind.</summary>
    public double ClockSkewSeconds { get; set; }

    /// <summary>The number of tasks that a key can create before status 402; null for no limit.</summary>
    public int? SpendLimit { get; set; }

    /// <summary>The number of API requests per second that a key can send before status 429; null for no limit.</summary>
    public int? RateLimit { get; set; }

    /// <summary>The number of queued and running tasks that a key can have before status 429; null for no limit.</summary>
    public int? MaxRunning { get; set; }

    /// <summary>The delay of the response to a create, after its task was created.</summary>
    public double CreateSeconds { get; set; }

    /// <summary>The discount of the keys, in percent.</summary>
    public decimal DiscountPercent { get; set; }

    /// <summary>Whether a task's <c>content</c> is an array, as in some pages of the service's documentation.</summary>
    public bool ContentAsArray { get; set; }

    /// <summary>Whether a webhook is sent for each status, not only the last.</summary>
    public bool WebhookPerStatus { get; set; }

    /// <summary>The minimum size of a video file, which is padded by a trailing <c>free</c> box.</summary>
    public long FileBytes { get; set; }

    /// <summary>The faults that are active from the start.</summary>
    public IReadOnlyList<Fault> Faults { get; set; } = [];

    /// <summary>The writer for a line per request; null for none.</summary>
    public TextWriter? Log { get; set; }

    internal TimeProvider Clock => new SkewedClock(TimeSpan.FromSeconds(ClockSkewSeconds));

    /// <summary>Converts seconds of the service's clock to real time.</summary>
    internal TimeSpan ToRealTime(double seconds) => TimeSpan.FromSeconds(Math.Min(seconds / Speed, MaximumSeconds));
}
