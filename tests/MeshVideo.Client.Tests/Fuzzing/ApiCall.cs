namespace MeshVideo.Client.Tests.Fuzzing;

/// <summary>Every way to ask the service for something.</summary>
public enum ApiCall
{
    Get,
    Look,
    Create,
    List,
    Models,
}
