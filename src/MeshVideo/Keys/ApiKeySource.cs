using System.Net;
using System.Security;
using System.Threading;
using System.Threading.Tasks;

namespace MeshVideo.Keys;

/// <summary>
/// Finds the API key: the parameter, then a vault if one is named, then the environment. Never asks anybody, and shows the key to nobody.
/// </summary>
internal sealed class ApiKeySource(SecureString? given, string? secretName = null, string? vault = null)
{
    private const string DefaultSecretName = "MeshVideo";

    /// <exception cref="MeshVideoException"><see cref="MeshVideoErrorKind.MissingApiKey"/> or <see cref="MeshVideoErrorKind.InvalidApiKey"/>.</exception>
    public async Task<ApiKey> FindAsync(CancellationToken cancellationToken) =>
        given is null && SecretToRead() is { } secret
            ? new ApiKey(await SecretVault.ReadAsync(secret.Name, secret.Vault, cancellationToken).ConfigureAwait(false))
            : FindInEnvironment()
            ?? throw new MeshVideoException(
                MeshVideoErrorKind.MissingApiKey,
                $"No API key was found, so nothing was sent. Give one in $env:{ServiceEnvironment.KeyName}, with -ApiKey (a SecureString), or with -SecretName from a SecretManagement vault.");

    /// <summary>The key where it is at hand, in the parameter or the environment; no vault is asked.</summary>
    /// <exception cref="MeshVideoException"><see cref="MeshVideoErrorKind.InvalidApiKey"/>.</exception>
    public ApiKey? FindInEnvironment()
    {
        string? key = given is not null
            ? new NetworkCredential(string.Empty, given).Password
            : ServiceEnvironment.Read(ServiceEnvironment.KeyName) ?? ServiceEnvironment.Read(ServiceEnvironment.OlderKeyName);
        return key is null ? null : new ApiKey(key);
    }

    // A vault may be locked, slow or not there at all: it is asked only where somebody named it.
    private (string Name, string? Vault)? SecretToRead()
    {
        string? name = secretName ?? ServiceEnvironment.Read(ServiceEnvironment.SecretNameName);
        string? place = vault ?? ServiceEnvironment.Read(ServiceEnvironment.VaultName);
        return name is null && place is null ? null : (name ?? DefaultSecretName, place);
    }
}
