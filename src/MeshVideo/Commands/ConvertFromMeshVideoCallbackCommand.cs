using System.Collections.Generic;
using System.Management.Automation;
using MeshVideo.Binding;

namespace MeshVideo.Commands;

/// <summary>
/// Makes tasks of what the service POSTs to a callback address. Anybody can POST, so that the tasks are not confirmed.
/// Get-MeshVideo confirms them: it asks the service with your key.
/// </summary>
[Cmdlet(VerbsData.ConvertFrom, "MeshVideoCallback", HelpUri = HelpLink.Folder + "ConvertFrom-MeshVideoCallback.md")]
[OutputType(typeof(VideoTask))]
public sealed class ConvertFromMeshVideoCallbackCommand : AsyncCommand
{
    private readonly List<byte> _bytes = [];

    /// <summary>
    /// The body as text, bytes or stream, or what ConvertFrom-Json made of it; or a request with the body in its Body property,
    /// as a web function is given it.
    /// </summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [AllowNull]
    [AllowEmptyString]
    public PSObject? InputObject { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        // Bytes on the pipeline come one by one, and are one body.
        if (InputObject?.BaseObject is byte value)
        {
            _bytes.Add(value);
            return;
        }

        Convert(InputObject);
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        if (_bytes.Count > 0)
        {
            Convert(PSObject.AsPSObject(_bytes.ToArray()));
        }
    }

    private void Convert(PSObject? input)
    {
        try
        {
            WriteObject(Await(CallbackInput.ReadAsync(input, StopToken)));
        }
        catch (MeshVideoException exception)
        {
            WriteException(exception, input);
        }
    }
}
