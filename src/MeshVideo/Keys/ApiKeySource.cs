using System.Net;
using System.Security;
using System.Threading;
using System.Threading.Tasks;

namespace MeshVideo.Keys;

/// <summary>
/// Finds the API key: in the parameter, then in a vault if one is specified, then in the environment. Never prompts for the key.
/// </summary>
internal sealed class ApiKeySource(SecureString? apiKey, string? secretName = null, string? vault = null)
{
    private const string DefaultSecretName = "MeshVideo";

    /// <summary>Gets the key.</summary>
    /// <exception cref="MeshVideoException">
    /// <see cref="MeshVideoErrorKind.MissingApiKey"/> or <see cref="MeshVideoErrorKind.InvalidApiKey"/>.
    /// </exception>
    public async Task<ApiKey> GetAsync(CancellationToken cancellationToken) =>
        apiKey is null && GetSecretReference() is { } secret
            ? new ApiKey(await SecretVault.ReadAsync(secret.Name, secret.Vault, cancellationToken).ConfigureAwait(false))
            : FindWithoutVault()
            ?? throw new MeshVideoException(
                MeshVideoErrorKind.MissingApiKey,
                $"No API key was found. Nothing was sent. Specify the key with $env:{EnvironmentSettings.ApiKeyVariable} or -ApiKey, "
                    + "or use -SecretName to read it from a SecretManagement vault.");

    /// <summary>Gets where the key is from, without the key.</summary>
    public string Description => apiKey is not null ? "-ApiKey"
        : GetSecretReference() is { } secret
            ? $"the secret '{secret.Name}'" + (secret.Vault is { } name ? $" of the vault '{name}'" : string.Empty)
            : EnvironmentSettings.GetVariable(EnvironmentSettings.ApiKeyVariable) is not null
                ? $"$env:{EnvironmentSettings.ApiKeyVariable}"
                : $"$env:{EnvironmentSettings.LegacyApiKeyVariable}";

    /// <summary>Finds the key in the parameter or the environment, without reading a vault.</summary>
    /// <exception cref="MeshVideoException"><see cref="MeshVideoErrorKind.InvalidApiKey"/>.</exception>
    public ApiKey? FindWithoutVault()
    {
        string? key = apiKey is not null
            ? new NetworkCredential(string.Empty, apiKey).Password
            : EnvironmentSettings.GetVariable(EnvironmentSettings.ApiKeyVariable)
                ?? EnvironmentSettings.GetVariable(EnvironmentSettings.LegacyApiKeyVariable);
        return key is null ? null : new ApiKey(key);
    }

    // A vault may be locked, slow or not installed, so it is read only if the user specifies it.
    private (string Name, string? Vault)? GetSecretReference()
    {
        string? name = secretName ?? EnvironmentSettings.GetVariable(EnvironmentSettings.SecretNameVariable);
        string? vaultName = vault ?? EnvironmentSettings.GetVariable(EnvironmentSettings.VaultVariable);
        return name is null && vaultName is null ? null : (name ?? DefaultSecretName, vaultName);
    }
}
