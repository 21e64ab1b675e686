using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text.Json;
using MeshVideo.Media;

namespace MeshVideo.Reports;

/// <summary>
/// Writes entries as JSON objects. Text is sanitized, and every character that has a meaning in HTML is escaped.
/// </summary>
/// <param name="folder">The folder of the report, which links are relative to.</param>
internal sealed class ReportEntryWriter(string folder)
{
    public void Write(Utf8JsonWriter json, ReportEntry entry)
    {
        Func<string, string> show = entry.Task?.Connection is { } connection
            ? connection.Redactor.RedactForDisplay
            : DisplayText.Sanitize;
        ReportValueWriter values = new(json, text => Redactor.Truncate(show(text), ReportValueWriter.MaximumTextLength));
        json.WriteStartObject();
        if (entry.Task is { } task)
        {
            WriteTask(values, task);
        }
        else
        {
            values.Write("status", entry.IsOutcomeUnknown ? "unresolved" : "notcreated");
        }

        values.Write("prompt", entry.Task?.Request?.Prompt ?? entry.Prompt);
        values.Write("model", entry.Task?.Model ?? entry.Task?.Request?.Model ?? entry.Model);
        values.Write("created", entry.Task?.CreatedAt ?? entry.SentAt);
        values.Write(entry.Task is null ? "reason" : "note", entry.Reason);
        values.Write("parameters", GetParameters(entry));
        values.Write("columns", entry.Columns);
        values.Write("known", entry.RequestColumns);
        values.WriteLink("video", folder, entry.VideoPath);
        values.WriteLink("frame", folder, entry.LastFramePath);
        json.WriteEndObject();
    }

    private static void WriteTask(ReportValueWriter values, VideoTask task)
    {
        values.Write("id", task.Id);
        // A status that is not known must not replace one of an earlier entry.
        bool isKnown = task.Status != VideoTaskStatus.Unknown;
        values.Write(isKnown ? "status" : "other", isKnown ? task.Status.ToString().ToLowerInvariant() : task.StatusText);
        values.Write("reason", task.Error?.ToString());
        values.Write("duration", task.Duration ?? task.Request?.Duration);
        values.Write("frames", task.Frames ?? task.Request?.Frames);
        values.Write("fps", task.FramesPerSecond);
        values.Write("resolution", task.Resolution ?? task.Request?.Resolution);
        values.Write("ratio", task.Ratio ?? task.Request?.Ratio);
        values.Write("seed", task.Seed ?? task.Request?.Seed);
        values.Write("tokens", task.Usage?.CompletionTokens);
        values.Write("cost", task.Cost);
        values.Write("costKind", task.CostKind?.ToString());
        values.Write("updated", task.IsFinished ? task.UpdatedAt : null);
        values.Write("expires", task.ExpiresAt);
        values.Write("request", task.RequestId);
    }

    // The seed has a property of its own.
    private static IEnumerable<KeyValuePair<string, string>> GetParameters(ReportEntry entry)
    {
        foreach (RequestField field in RequestFields.All.Append(RequestFields.DraftTask).Where(field => field.Name != "seed"))
        {
            object? value = entry.Task is null ? null
                : field.GetEcho(entry.Task) ?? (entry.Task.Request is { } request ? field.GetValue(request) : null);
            string? text = Convert.ToString(value, CultureInfo.InvariantCulture);
            if (string.IsNullOrEmpty(text))
            {
                entry.Parameters.TryGetValue(field.PropertyName, out text);
            }

            if (!string.IsNullOrEmpty(text))
            {
                yield return new(
                    field.PropertyName, text!.ToLowerInvariant() switch { "true" => "yes", "false" => "no", _ => text! });
            }
        }

        foreach (MediaInput input in entry.Task?.Request?.GetMedia() ?? [])
        {
            yield return new(input.Parameter, input.Source.ToString());
        }
    }
}
