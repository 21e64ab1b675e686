using System;
using System.IO;
using System.Linq;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using System.Threading;
using System.Threading.Tasks;
using MeshVideo.Client.Tests.Support;

namespace MeshVideo.Client.Tests.Reports;

/// <summary>A report that was written to a folder, as a browser reads it.</summary>
internal sealed class ReportPage
{
    private ReportPage(string text)
    {
        Text = text;
        Data = JsonDocument.Parse(Element("script", "id=\"tasks\" type=\"application/json\"")).RootElement;
    }

    /// <summary>The whole page.</summary>
    public string Text { get; }

    /// <summary>What the page's script reads.</summary>
    public JsonElement Data { get; }

    /// <summary>The entries.</summary>
    public JsonElement[] Tasks => [.. Data.GetProperty("tasks").EnumerateArray()];

    /// <summary>The policy of the page.</summary>
    public string Policy => Regex.Match(Text, "Content-Security-Policy\"\\s+content=\"([^\"]*)\"").Groups[1].Value;

    /// <summary>Writes a report as report.html.</summary>
    public static async Task<ReportPage> WriteAsync(TempFolder folder, string title, params ReportEntry[] entries)
    {
        ReportOptions options = new() { Title = title };
        using (ReportWriter writer = await ReportWriter.CreateAsync(folder["report.html"], options, CancellationToken.None))
        {
            foreach (ReportEntry entry in entries)
            {
                await writer.WriteAsync(entry, CancellationToken.None);
            }

            await writer.CompleteAsync(CancellationToken.None);
        }

        return new ReportPage(await File.ReadAllTextAsync(folder["report.html"]));
    }

    /// <summary>The text of the only element with these attributes.</summary>
    public string Element(string name, string attributes = "")
    {
        string start = attributes.Length == 0 ? $"<{name}>" : $"<{name} {attributes}>";
        int begin = Text.Split(start).Length == 2 ? Text.IndexOf(start, StringComparison.Ordinal) + start.Length : -1;
        return Text[begin..Text.IndexOf($"</{name}>", begin, StringComparison.Ordinal)];
    }

    /// <summary>The source expression of a policy that allows a text.</summary>
    public static string HashOf(string text) =>
        $"'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(text)))}'";

    /// <summary>The names and values of an array of pairs.</summary>
    public static string[] Pairs(JsonElement entry, string name) =>
        [.. entry.GetProperty(name).EnumerateArray().Select(pair => $"{pair[0].GetString()}={pair[1].GetString()}")];
}
