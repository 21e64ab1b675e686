namespace MeshVideo.Simulator.Validation;

/// <summary>The roles of media items.</summary>
internal static class ContentRoles
{
    public const string FirstFrame = "first_frame";
    public const string LastFrame = "last_frame";
    public const string ReferenceImage = "reference_image";
    public const string ReferenceVideo = "reference_video";
    public const string ReferenceAudio = "reference_audio";
}
