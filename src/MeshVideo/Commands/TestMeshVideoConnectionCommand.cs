using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using MeshVideo.Diagnostics;
using MeshVideo.Keys;

namespace MeshVideo.Commands;

/// <summary>Tests the key, the proxy, the service and its certificate before a batch is run. Nothing is charged.</summary>
[Cmdlet(VerbsDiagnostic.Test, "MeshVideoConnection", HelpUri = HelpLink.Folder + "Test-MeshVideoConnection.md")]
[OutputType(typeof(ConnectionCheck), typeof(bool))]
public sealed class TestMeshVideoConnectionCommand : ConnectedCommand
{
    /// <summary>Indicates that the cmdlet emits only whether no check has failed.</summary>
    [Parameter]
    public SwitchParameter Quiet { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        ConnectionCheck[] checks = [.. Check()];
        if (Quiet)
        {
            WriteObject(checks.All(check => check.Status != ConnectionCheckStatus.Failed));
        }
        else
        {
            WriteObject(checks, enumerateCollection: true);
        }
    }

    private IEnumerable<ConnectionCheck> Check()
    {
        string? key = null;
        try
        {
            ApiKeySource source = new(ApiKey, SecretName, Vault);
            Await(source.GetAsync(StopToken));
            key = source.Description;
            MeshVideoClient client = CreateClient();
            return ConnectionChecks.FromStatus(key, Await(client.CheckConnectionAsync(LoadModels(), StopToken)));
        }
        catch (MeshVideoException exception)
        {
            return ConnectionChecks.FromSettings(key, exception);
        }
    }
}
