using System.Net;
using System.Security;
using System.Threading;
using System.Threading.Tasks;

namespace MeshVideo.Keys;

/// <summary>
/// Finds the API key: the parameter, then a vault if one is named, then the environment. Never asks anybody, and shows the key to nobody.
/// </summary>
internal sealed class KeySource(SecureString? given, string? secretName, string? vault)
{
    private const string DefaultSecretName = "MeshVideo";

    /// <exception cref="MeshVideoException"><see cref="MeshVideoErrorKind.MissingApiKey"/> or <see cref="MeshVideoErrorKind.InvalidApiKey"/>.</exception>
    public async Task<ApiKey> FindAsync(CancellationToken cancellationToken)
    {
        if (given is not null)
        {
            return new ApiKey(new NetworkCredential(string.Empty, given).Password);
        }

        if (SecretToRead() is { } secret)
        {
            return new ApiKey(await SecretVault.ReadAsync(secret.Name, secret.Vault, cancellationToken).ConfigureAwait(false));
        }

        string? key = ServiceEnvironment.Read(ServiceEnvironment.KeyName) ?? ServiceEnvironment.Read(ServiceEnvironment.OlderKeyName);
        return key is not null
            ? new ApiKey(key)
            : throw new MeshVideoException(
                MeshVideoErrorKind.MissingApiKey,
                $"No API key was found, so nothing was sent. Give one in $env:{ServiceEnvironment.KeyName}, with -ApiKey (a SecureString), or with -SecretName from a SecretManagement vault.");
    }

    // A vault may be locked, slow or not there at all: it is asked only where somebody named it.
    private (string Name, string? Vault)? SecretToRead()
    {
        string? name = secretName ?? ServiceEnvironment.Read(ServiceEnvironment.SecretNameName);
        string? place = vault ?? ServiceEnvironment.Read(ServiceEnvironment.VaultName);
        return name is null && place is null ? null : (name ?? DefaultSecretName, place);
    }
}
