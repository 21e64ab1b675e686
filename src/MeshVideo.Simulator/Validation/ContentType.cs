namespace MeshVideo.Simulator.Validation;

internal enum ContentType
{
    Text,
    Image,
    Video,
    Audio,
    DraftTask,
}
