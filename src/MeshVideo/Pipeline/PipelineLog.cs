using System.Management.Automation;

namespace MeshVideo.Pipeline;

/// <summary>Writes the client's log to the streams of a cmdlet.</summary>
internal sealed class PipelineLog(Cmdlet cmdlet, PipelinePump pump, bool isVerbose, bool isDebug) : IActivityLog
{
    /// <inheritdoc/>
    public bool IsEnabled(ActivityLevel level) => level switch
    {
        ActivityLevel.Warning => true,
        ActivityLevel.Verbose => isVerbose,
        _ => isDebug,
    };

    /// <inheritdoc/>
    public void Write(ActivityLevel level, string text) => pump.Post(() =>
    {
        switch (level)
        {
            case ActivityLevel.Warning:
                cmdlet.WriteWarning(text);
                break;
            case ActivityLevel.Verbose:
                cmdlet.WriteVerbose(text);
                break;
            default:
                cmdlet.WriteDebug(text);
                break;
        }
    });
}
