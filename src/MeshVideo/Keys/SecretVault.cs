using System;
using System.Collections.ObjectModel;
using System.Management.Automation;
using System.Net;
using System.Security;
using System.Threading;
using System.Threading.Tasks;

namespace MeshVideo.Keys;

/// <summary>Reads a secret with SecretManagement's Get-Secret.</summary>
internal static class SecretVault
{
    private const string CommandName = "Get-Secret";

    /// <summary>Reads a secret as plain text.</summary>
    /// <exception cref="MeshVideoException">
    /// <see cref="MeshVideoErrorKind.MissingApiKey"/>: The secret cannot be read.
    /// <see cref="MeshVideoErrorKind.InvalidApiKey"/>: It is not text.
    /// </exception>
    public static async Task<string> ReadAsync(string name, string? vault, CancellationToken cancellationToken)
    {
        // A separate session has no host to prompt: a locked vault fails immediately instead of waiting for its password.
        using PowerShell shell = PowerShell.Create();
        shell.AddCommand(CommandName).AddParameter("Name", name).AddParameter("ErrorAction", ActionPreference.Stop);
        if (vault is not null)
        {
            shell.AddParameter("Vault", vault);
        }

        using CancellationTokenRegistration stop = cancellationToken.Register(() => shell.BeginStop(null, null));
        try
        {
            Collection<PSObject> secrets = await Task.Run(() => shell.Invoke(), cancellationToken).ConfigureAwait(false);
            return secrets.Count == 1 ? ToPlainText(secrets[0].BaseObject, name) : throw CreateMissingException(
                name, vault, secrets.Count == 0 ? "the secret does not exist" : "several vaults contain the secret", cause: null);
        }
        catch (CommandNotFoundException exception)
        {
            throw CreateMissingException(
                name,
                vault,
                $"{CommandName} was not found. Install it with: Install-Module Microsoft.PowerShell.SecretManagement",
                exception);
        }
        catch (RuntimeException exception) when (!cancellationToken.IsCancellationRequested)
        {
            // The message of the exception begins with a text about -ErrorAction Stop. The one of the error record does not.
            throw CreateMissingException(name, vault, exception.ErrorRecord?.Exception.Message ?? exception.Message, exception);
        }
    }

    private static string ToPlainText(object secret, string name) => secret switch
    {
        string text => text,
        SecureString secure => new NetworkCredential(string.Empty, secure).Password,
        _ => throw new MeshVideoException(
            MeshVideoErrorKind.InvalidApiKey,
            $"The secret '{name}' is a {secret.GetType().Name}, not a String or SecureString. Nothing was sent. "
                + "Store only the API key in the secret."),
    };

    private static MeshVideoException CreateMissingException(string name, string? vault, string reason, Exception? cause) => new(
        MeshVideoErrorKind.MissingApiKey,
        $"The API key could not be read from the secret '{name}'{(vault is null ? string.Empty : $" in the vault '{vault}'")}: "
            + $"{reason.TrimEnd('.')}. Nothing was sent. Check -SecretName and -Vault, unlock the vault, "
            + $"or specify the key with $env:{EnvironmentSettings.ApiKeyVariable}.",
        cause);
}
