using System;
using System.Text.Json;
using MeshVideo.Simulator.Tasks;

namespace MeshVideo.Simulator.Api;

/// <summary>Writes a task as JSON, for GET by id, lists and webhooks.</summary>
internal static class TaskJson
{
    public static void Write(Utf8JsonWriter json, VideoTask task, TaskRecord record, bool contentAsArray)
    {
        json.WriteStartObject();
        json.WriteString("id", task.Id);
        json.WriteString("model", task.Spec.Model);
        json.WriteString("status", record.State.Status);
        WriteError(json, record.State);
        json.WriteNumber("created_at", task.CreatedAt.ToUnixTimeSeconds());
        json.WriteNumber("updated_at", record.State.Since.ToUnixTimeSeconds());
        if (record.State.Status == TaskStatuses.Succeeded)
        {
            WriteContent(json, record.Links!, contentAsArray);
        }

        WriteSpec(json, task.Spec);
        if (record.State.Status == TaskStatuses.Succeeded)
        {
            WriteUsage(json, task.Spec.CompletionTokens);
        }

        json.WriteEndObject();
    }

    private static void WriteError(Utf8JsonWriter json, TaskState state)
    {
        if (state.ErrorCode is null)
        {
            json.WriteNull("error");
            return;
        }

        json.WriteStartObject("error");
        json.WriteString("code", state.ErrorCode);
        json.WriteString("message", state.ErrorMessage);
        json.WriteEndObject();
    }

    private static void WriteContent(Utf8JsonWriter json, TaskLinks links, bool asArray)
    {
        json.WritePropertyName("content");
        if (asArray)
        {
            json.WriteStartArray();
        }
        else
        {
            json.WriteStartObject();
        }

        Link("video_url", links.Video);
        if (links.LastFrame is not null)
        {
            Link("last_frame_url", links.LastFrame);
        }

        if (asArray)
        {
            json.WriteEndArray();
        }
        else
        {
            json.WriteEndObject();
        }

        void Link(string type, Uri address)
        {
            if (!asArray)
            {
                json.WriteString(type, address.AbsoluteUri);
                return;
            }

            json.WriteStartObject();
            json.WriteString("type", type);
            json.WriteString("url", address.AbsoluteUri);
            json.WriteEndObject();
        }
    }

    private static void WriteSpec(Utf8JsonWriter json, TaskSpec spec)
    {
        json.WriteNumber("seed", spec.Seed);
        json.WriteString("resolution", spec.Resolution);
        json.WriteString("ratio", spec.Ratio);
        if (spec.Frames is { } frames)
        {
            json.WriteNumber("frames", frames);
        }
        else
        {
            json.WriteNumber("duration", spec.Duration);
        }

        json.WriteNumber("framespersecond", TaskSpec.FramesPerSecond);
        if (spec.GenerateAudio is { } audio)
        {
            json.WriteBoolean("generate_audio", audio);
        }

        if (spec.SafetyIdentifier is not null)
        {
            json.WriteString("safety_identifier", spec.SafetyIdentifier);
        }

        json.WriteNumber("priority", spec.Priority);
        json.WriteBoolean("draft", spec.Draft);
        if (spec.DraftTaskId is not null)
        {
            json.WriteString("draft_task_id", spec.DraftTaskId);
        }

        json.WriteString("service_tier", spec.ServiceTier);
        json.WriteNumber("execution_expires_after", spec.ExecutionExpiresAfter);
        foreach ((string name, JsonElement value) in spec.UnknownFields)
        {
            json.WritePropertyName(name);
            value.WriteTo(json);
        }
    }

    private static void WriteUsage(Utf8JsonWriter json, long tokens)
    {
        json.WriteStartObject("usage");
        json.WriteNumber("completion_tokens", tokens);
        json.WriteNumber("total_tokens", tokens);
        json.WriteEndObject();
    }
}
