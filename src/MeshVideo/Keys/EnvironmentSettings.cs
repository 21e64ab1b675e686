using System;

namespace MeshVideo.Keys;

/// <summary>The environment variables for the service, its key and its models.</summary>
internal static class EnvironmentSettings
{
    public const string ApiKeyVariable = "MESHAPI_API_KEY";
    public const string LegacyApiKeyVariable = "MESH_API_KEY";
    public const string BaseUriVariable = "MESHAPI_BASE_URL";
    public const string SecretNameVariable = "MESHVIDEO_SECRET_NAME";
    public const string VaultVariable = "MESHVIDEO_VAULT";
    public const string ModelsVariable = "MESHVIDEO_MODELS";
    public const string ApiVersionVariable = "MESHAPI_VERSION";

    /// <summary>The address of the service; null if the variable is not set.</summary>
    /// <exception cref="MeshVideoException">
    /// <see cref="MeshVideoErrorKind.InvalidBaseUri"/>: The value is not a valid URL.
    /// </exception>
    public static Uri? BaseUri => GetVariable(BaseUriVariable) is not { } text
        ? null
        : Uri.TryCreate(text, UriKind.Absolute, out Uri? uri)
            ? uri
            : throw new MeshVideoException(
                MeshVideoErrorKind.InvalidBaseUri,
                $"$env:{BaseUriVariable} is not a valid URL, such as https://host. Nothing was sent. Correct or remove the variable.");

    /// <summary>The version of the API that requests name; empty if the variable is empty, so that they name none.</summary>
    public static string ApiVersion =>
        Environment.GetEnvironmentVariable(ApiVersionVariable) ?? MeshVideoConnection.DefaultApiVersion;

    /// <summary>Gets the value of a variable; null if it is not set or empty.</summary>
    public static string? GetVariable(string name) =>
        Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;
}
