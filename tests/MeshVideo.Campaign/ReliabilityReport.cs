using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Runtime.InteropServices;
using System.Text;

namespace MeshVideo.Campaign;

/// <summary>Writes the sums of a campaign as the page docs/reliability.md.</summary>
internal static class ReliabilityReport
{
    public static string Write(Tally tally, int seed, int sockets, TimeSpan time)
    {
        StringBuilder text = new();
        text.Append(CultureInfo.InvariantCulture, $"""
            # Reliability

            Made by `./build.ps1 Campaign` on {DateTime.UtcNow:yyyy-MM-dd}: {RuntimeInformation.OSDescription}, {Environment.ProcessorCount} cores, {time.TotalMinutes:0} min, seeds {seed} to {seed + tally.Pipelines - 1}.

            Each pipeline is `Import-Csv rows.csv | New-MeshVideo -JournalPath … | Wait-MeshVideo | Save-MeshVideo` in a real PowerShell, against a
            simulator of its own over HTTP. A seed decides its rows, the faults that the service and the file host have for it, how wrong the
            service's clock is, how the disk misbehaves in the first runs (flushes that fail, locks that do nothing or fail late, a link in the
            place of the folder for unfinished files), and when the process is killed (`kill -9`). It is run again, as a scheduled task would be, until nothing is left
            to do. Then the service's tasks are held against the rows, the files against the service's bytes, and all that was printed, with
            `-Verbose -Debug` in a third of the pipelines, is searched for the key and for signatures.

            | pipelines | runs | kills | rows | tasks created | files saved | pipelines that ended with a question |
            | --- | --- | --- | --- | --- | --- | --- |
            | {tally.Pipelines:N0} | {tally.Runs:N0} | {tally.Kills:N0} | {tally.Rows:N0} | {tally.Tasks:N0} | {tally.Files:N0} | {tally.Asked:N0} |

            | what must never happen | times |
            | --- | --- |
            | a row paid for twice | {tally.Count(FindingKind.PaidTwice)} |
            | a task or a file lost | {tally.Count(FindingKind.Lost)} |
            | a file that is not the service's, byte for byte | {tally.Count(FindingKind.Corrupt)} |
            | the key or a signature in a text or a file | {tally.Count(FindingKind.Leak)} |
            | a run that did not end | {tally.Count(FindingKind.Hang)} |
            | a file outside of the folder touched | {tally.Count(FindingKind.Outside)} |
            | a part file left after success | {tally.Count(FindingKind.Stray)} |

            A pipeline ends with a question (`CreateOutcomeUnknown`) where the answer to a create was lost, the service may have made the task, and
            the journal cannot tell beyond doubt which of the service's tasks it is, as for rows with equal parameters. The task is neither paid for
            again nor lost: the error says since when to look, by the service's clock. The campaign looks there, and where it finds no such task, the
            batch is run once more with `-ResendAmbiguous`, as the error advises.{(tally.HasDiskFaults ? string.Empty : " The faults of the disk were skipped: there is no gcc here.")}

            No process held more than {sockets} sockets after its pipelines.

            ## Faults met

            | where | what | times |
            | --- | --- | --- |

            """);
        foreach (KeyValuePair<string, int> fault in tally.Faults.OrderBy(fault => fault.Key, StringComparer.Ordinal))
        {
            string[] parts = fault.Key.Split(": ", 2);
            text.Append(CultureInfo.InvariantCulture, $"| {parts[0]} | {parts[1]} | {fault.Value:N0} |\n");
        }

        return text.ToString();
    }
}
