using System.Globalization;
using System.Text.RegularExpressions;

namespace MeshVideo.Simulator.Tasks;

/// <summary>Reads the directives in a prompt: <c>[simulate:failed]</c>, <c>[simulate:run=30]</c> and so on.</summary>
internal static partial class PromptDirectives
{
    public static TaskPlan CreatePlan(string prompt, long executionExpiresAfter, SimulatorOptions options)
    {
        double run = options.RunSeconds;
        (string? outcome, string? errorCode, string? fixedStatus) = (TaskStatuses.Succeeded, (string?)null, (string?)null);
        foreach (Match directive in Directive().Matches(prompt))
        {
            string value = directive.Groups["value"].Value;
            switch (directive.Groups["name"].Value)
            {
                case TaskStatuses.Failed:
                    (outcome, errorCode) = (TaskStatuses.Failed, value.Length > 0 ? value : null);
                    break;
                case TaskStatuses.Expired or TaskStatuses.Cancelled:
                    outcome = directive.Groups["name"].Value;
                    break;
                case "status" when value.Length > 0:
                    fixedStatus = value;
                    break;
                case "run" when double.TryParse(value, CultureInfo.InvariantCulture, out double seconds) && seconds >= 0:
                    run = seconds;
                    break;
            }
        }

        (System.TimeSpan queue, System.TimeSpan expiry) = (
            options.ToRealTime(options.QueueSeconds), options.ToRealTime(executionExpiresAfter));
        return new TaskPlan(queue, options.ToRealTime(run), expiry, outcome, errorCode) { FixedStatus = fixedStatus };
    }

    [GeneratedRegex(@"\[simulate:(?<name>[a-z]+)(?:=(?<value>[^\]\s]+))?\]", RegexOptions.ExplicitCapture)]
    private static partial Regex Directive();
}
