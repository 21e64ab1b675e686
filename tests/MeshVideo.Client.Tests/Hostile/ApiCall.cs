namespace MeshVideo.Client.Tests.Hostile;

/// <summary>Every way to ask the service for something.</summary>
public enum ApiCall
{
    Get,
    Look,
    Create,
    List,
    Models,
}
