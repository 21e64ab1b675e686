namespace MeshVideo.Client.Tests.Hostile;

/// <summary>Every way to ask the service for something.</summary>
internal enum ApiCall
{
    Get,
    Look,
    Create,
    List,
    Models,
}
