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
    private const string Command = "Get-Secret";

    /// <exception cref="MeshVideoException"><see cref="MeshVideoErrorKind.MissingApiKey"/>: it cannot be read, or is no text.</exception>
    public static async Task<string> ReadAsync(string name, string? vault, CancellationToken cancellationToken)
    {
        // A session of its own has nobody to ask: a vault that wants a password fails at once instead of waiting through the night.
        using PowerShell shell = PowerShell.Create();
        shell.AddCommand(Command).AddParameter("Name", name).AddParameter("ErrorAction", ActionPreference.Stop);
        if (vault is not null)
        {
            shell.AddParameter("Vault", vault);
        }

        using CancellationTokenRegistration stop = cancellationToken.Register(() => shell.BeginStop(null, null));
        try
        {
            Collection<PSObject> found = await Task.Run(() => shell.Invoke(), cancellationToken).ConfigureAwait(false);
            return found.Count == 1 ? TextOf(found[0].BaseObject, name) : throw CreateMissingException(name, vault, found.Count == 0 ? "there is no such secret" : "several vaults have it", cause: null);
        }
        catch (CommandNotFoundException exception)
        {
            throw CreateMissingException(name, vault, $"{Command} was not found. Install it with: Install-Module Microsoft.PowerShell.SecretManagement", exception);
        }
        catch (RuntimeException exception) when (!cancellationToken.IsCancellationRequested)
        {
            // The record's own words; the exception's tell of -ErrorAction Stop first.
            throw CreateMissingException(name, vault, exception.ErrorRecord?.Exception.Message ?? exception.Message, exception);
        }
    }

    private static string TextOf(object secret, string name) => secret switch
    {
        string text => text,
        SecureString secure => new NetworkCredential(string.Empty, secure).Password,
        _ => throw new MeshVideoException(MeshVideoErrorKind.InvalidApiKey, $"The secret '{name}' is a {secret.GetType().Name}, not a String or SecureString. Nothing was sent. Store the API key alone."),
    };

    private static MeshVideoException CreateMissingException(string name, string? vault, string why, Exception? cause) => new(
        MeshVideoErrorKind.MissingApiKey,
        $"The API key could not be read from secret '{name}'{(vault is null ? string.Empty : $" of vault '{vault}'")}: {why.TrimEnd('.')}. Nothing was sent. Check -SecretName and -Vault, unlock the vault, or give the key in $env:{ServiceEnvironment.KeyName}.",
        cause);
}
