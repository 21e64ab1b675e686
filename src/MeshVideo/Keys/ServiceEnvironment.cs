using System;

namespace MeshVideo.Keys;

/// <summary>The environment variables that say where the service is and where its key is kept.</summary>
internal static class ServiceEnvironment
{
    public const string KeyName = "MESHAPI_API_KEY";
    public const string OlderKeyName = "MESH_API_KEY";
    public const string BaseUriName = "MESHAPI_BASE_URL";
    public const string SecretNameName = "MESHVIDEO_SECRET_NAME";
    public const string VaultName = "MESHVIDEO_VAULT";

    /// <summary>The service's address, if one is set.</summary>
    /// <exception cref="MeshVideoException"><see cref="MeshVideoErrorKind.InvalidBaseUri"/>: what is set is no address.</exception>
    public static Uri? BaseUri => Read(BaseUriName) is not { } text
        ? null
        : Uri.TryCreate(text, UriKind.Absolute, out Uri? address)
            ? address
            : throw new MeshVideoException(MeshVideoErrorKind.InvalidBaseUri, $"$env:{BaseUriName} is not an address such as https://host. Nothing was sent. Correct or remove it.");

    /// <summary>A variable's value; null where it is not set or empty.</summary>
    public static string? Read(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;
}
