using System.Collections.Generic;
using System.Management.Automation;
using MeshVideo.Binding;

namespace MeshVideo.Commands;

/// <summary>
/// Converts callbacks from the service to tasks. Anyone can send a callback, so the tasks are not confirmed. Get-MeshVideo reads
/// them from the service and confirms them.
/// </summary>
[Cmdlet(VerbsData.ConvertFrom, "MeshVideoCallback", HelpUri = HelpLink.Folder + "ConvertFrom-MeshVideoCallback.md")]
[OutputType(typeof(VideoTask))]
public sealed class ConvertFromMeshVideoCallbackCommand : AsyncCommand
{
    private readonly List<byte> _bytes = [];

    /// <summary>
    /// Specifies the body of the callback as text, bytes, a stream or an object from ConvertFrom-Json, or a request or event
    /// object that has one of these in its Body property.
    /// </summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [AllowNull]
    [AllowEmptyString]
    public PSObject? InputObject { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        // The pipeline passes a byte array byte by byte.
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
