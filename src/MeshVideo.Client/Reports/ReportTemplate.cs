using System;
using System.Globalization;
using System.IO;
using System.Net;
using System.Reflection;
using System.Security.Cryptography;
using System.Text;

namespace MeshVideo.Reports;

/// <summary>The page around the entries of a report. Its policy allows only its own style and script, by their hashes.</summary>
/// <param name="Head">What precedes the entries.</param>
/// <param name="Tail">What follows the entries.</param>
internal sealed record ReportTemplate(string Head, string Tail)
{
    private const string EntriesPlace = "{{tasks}}";

    /// <summary>Creates the page of a report.</summary>
    /// <param name="title">The title, which can be any text.</param>
    /// <param name="created">The time of the report.</param>
    public static ReportTemplate Create(string title, DateTimeOffset created)
    {
        (string style, string script) = (Read("report.css"), Read("report.js"));
        string page = Read("report.html")
            .Replace("{{styleHash}}", ComputeHash(style))
            .Replace("{{scriptHash}}", ComputeHash(script))
            .Replace("{{created}}", created.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture));
        int entries = page.IndexOf(EntriesPlace, StringComparison.Ordinal);
        // The title is inserted last: nothing in it is a place in the template.
        string head = page.Remove(entries).Replace("{{style}}", style);
        string tail = page.Substring(entries + EntriesPlace.Length).Replace("{{script}}", script);
        return new ReportTemplate(head.Replace("{{title}}", WebUtility.HtmlEncode(DisplayText.Sanitize(title))), tail);
    }

    // A browser computes the hash of the text with line feeds, whatever the file has.
    private static string Read(string name)
    {
        using Stream resource = Assembly.GetExecutingAssembly().GetManifestResourceStream("MeshVideo.Reports." + name)!;
        using StreamReader reader = new(resource, Encoding.UTF8);
        return reader.ReadToEnd().Replace("\r", string.Empty);
    }

    private static string ComputeHash(string text)
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes(text));
        return "sha256-" + Convert.ToBase64String(hash.GetHashAndReset());
    }
}
