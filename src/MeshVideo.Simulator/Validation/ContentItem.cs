using System.Text.Json;

namespace MeshVideo.Simulator.Validation;

/// <summary>A well-formed content item: text, the URL of media, or a draft task.</summary>
internal sealed record ContentItem(int Index, ContentType Type)
{
    public string? Role { get; init; }

    public string? Text { get; init; }

    public string? DraftTaskId { get; init; }

    /// <summary>The URL as bytes of the body, because a data URI can be too long to copy.</summary>
    public JsonElement Url { get; init; }

    public bool IsMedia => Type is ContentType.Image or ContentType.Video or ContentType.Audio;

    public bool IsReference => Role is ContentRoles.ReferenceImage or ContentRoles.ReferenceVideo or ContentRoles.ReferenceAudio;
}
