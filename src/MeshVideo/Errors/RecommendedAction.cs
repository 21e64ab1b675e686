using System;
using System.Globalization;
using System.Linq;

namespace MeshVideo.Errors;

/// <summary>Describes what a PowerShell user can do about an error of the client.</summary>
internal static class RecommendedAction
{
    /// <summary>Gets the recommended action for an exception.</summary>
    /// <returns>One or more sentences; empty if there is no recommended action.</returns>
    public static string For(MeshVideoException exception) =>
        DisplayText.Sanitize(string.Join(" ", exception.Remedies.Select(remedy => Describe(remedy, exception))));

    /// <summary>The command that lists the tasks created after a time.</summary>
    public static string SearchCommand(DateTimeOffset? time)
    {
        string text = time?.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture) ?? "<time>";
        return $"Get-MeshVideo -CreatedAfter {text}";
    }

    private static string Describe(Remedy remedy, MeshVideoException exception) => remedy switch
    {
        Remedy.CheckApiKey => "Check -ApiKey, -SecretName or MESHAPI_API_KEY.",
        Remedy.CheckBaseUri => "Check -BaseUri or MESHAPI_BASE_URL.",
        Remedy.ChooseModel => "Get-MeshVideoModel shows the models.",
        Remedy.CheckProxy => "Check -Proxy, or the system's proxy (HTTPS_PROXY).",
        Remedy.CorrectProxy => "Specify an address such as http://proxy.example:3128 with -Proxy.",
        Remedy.ProvideProxyCredential => "Provide them with -ProxyCredential.",
        Remedy.ChangeProxy => "Ask the proxy's administrator, or use another proxy with -Proxy.",
        Remedy.SkipValidation => "To send it anyway, use -SkipValidation.",
        Remedy.SearchForTask => $"Look for the task with: {SearchCommand(exception.CreatedAfter)}",
        Remedy.ResendAmbiguous => "If it is not there, run the batch again with -ResendAmbiguous, which may be charged again.",
        Remedy.CheckJournal => "Check -JournalPath, the file's permissions and the disk.",
        Remedy.ChangeJournal => "Specify another file with -JournalPath. A file that does not exist is created.",
        Remedy.RestoreJournalLine => "Restore the line, or look for its task with Get-MeshVideo before you remove it.",
        Remedy.AllowMoreTime => "Create it again with a longer -ExpiresAfterSec or another -ServiceTier.",
        Remedy.ChangeContent => "Change the prompt or the media. If the sound was refused, use -GenerateAudio:$false.",
        Remedy.ContinueWaiting => $"Continue waiting with: Wait-MeshVideo -Id '{exception.TaskId}'",
        Remedy.ReadTask => $"Read the task with: Get-MeshVideo -Id '{exception.TaskId}'",
        Remedy.SaveAgain => $"Try again later with: Save-MeshVideo -Id '{exception.TaskId}'",
        Remedy.SaveElsewhere => $"Save it elsewhere with: Save-MeshVideo -Id '{exception.TaskId}' -Path <path>",
        Remedy.ReplaceFile => "Use -Force to replace it, or specify another name with -Path.",
        Remedy.AllowReplacing => "Omit -NoClobber to replace it, or specify another name with -Path.",
        Remedy.ChangeApiVersion =>
            "Specify another version with -ApiVersion or MESHAPI_VERSION, or -ApiVersion '' to let the service choose.",
        Remedy.CorrectModelTable => "Correct the file, or specify another one with MESHVIDEO_MODELS.",
        Remedy.RaiseSpendingLimit => "Raise -MaxCost, or create shorter or smaller videos.",
        Remedy.AllowUnknownCost => "To create it anyway, use -AllowUnknownCost.",
        Remedy.UseUniqueNames => "Give each task its own name, such as -Path { \"$($_.SafeName).mp4\" }.",
        _ => string.Empty,
    };
}
