using System.Collections.Generic;
using System.Linq;
using System.Text;

namespace MeshVideo.Client.Tests.Fuzzing;

/// <summary>Damages a journal by its bytes, its lines and their fields.</summary>
internal static class JournalMutator
{
    public static byte[] Mutate(FuzzCase fuzz, byte[] journal)
    {
        for (int times = fuzz.Random.Next(1, 4); times > 0; times--)
        {
            journal = fuzz.Random.Next(3) switch
            {
                0 => ByteMutator.Mutate(fuzz.Random, journal, [journal, .. ResponseCorpus.Created]),
                1 => WithLine(fuzz, journal),
                _ => WithLines(fuzz, journal),
            };
        }

        return journal;
    }

    private static byte[] WithLine(FuzzCase fuzz, byte[] journal)
    {
        List<byte[]> lines = Lines(journal);
        int at = fuzz.Random.Next(lines.Count);
        lines[at] = JsonMutator.Mutate(fuzz.Random, lines[at]);
        return Joined(lines, "\n");
    }

    private static byte[] WithLines(FuzzCase fuzz, byte[] journal)
    {
        List<byte[]> lines = Lines(journal);
        int at = fuzz.Random.Next(lines.Count);
        byte[] line = lines[at];
        switch (fuzz.Random.Next(6))
        {
            case 0:
                lines.RemoveAt(at);
                break;
            case 1:
                lines.Insert(fuzz.Random.Next(lines.Count + 1), line);
                break;
            case 2:
                lines.RemoveAt(at);
                lines.Insert(fuzz.Random.Next(lines.Count + 1), line);
                break;
            case 3:
                lines.Insert(
                    at,
                    fuzz.Pick(
                        [],
                        Encoding.ASCII.GetBytes(new string('[', fuzz.Random.Next(20_000))),
                        new byte[fuzz.Random.Next(100)],
                        "{\"v\":2}"u8.ToArray(),
                        "{\"v\":1}"u8.ToArray()));
                break;
            case 4:
                return Joined(lines, fuzz.Pick("\r\n", "\n\n", "\n \t\r\n", "\r", "\u2028"));
            default:
                // What a crash leaves.
                lines.RemoveRange(at, lines.Count - at);
                lines.Add(line[..fuzz.Random.Next(line.Length + 1)]);
                break;
        }

        return Joined(lines, "\n");
    }

    private static List<byte[]> Lines(byte[] journal) =>
        [.. Encoding.Latin1.GetString(journal).Split('\n').Select(Encoding.Latin1.GetBytes)];

    private static byte[] Joined(List<byte[]> lines, string end) =>
        Encoding.Latin1.GetBytes(
            string.Join(Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(end)), lines.Select(Encoding.Latin1.GetString)));
}
