using System.Globalization;
using System.Linq;
using MeshVideo.Simulator.Validation;
using Microsoft.AspNetCore.Http;

namespace MeshVideo.Simulator.Api;

/// <summary>Reads the parameters of a query and collects their violations.</summary>
internal static class QueryReader
{
    public static int ReadInteger(
        IQueryCollection query, string name, int absent, int minimum, int maximum, Violations violations)
    {
        if (query[name].LastOrDefault() is not { } text)
        {
            return absent;
        }

        if (int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int number)
            && number >= minimum && number <= maximum)
        {
            return number;
        }

        violations.Add("value_error", $"Input should be an integer from {minimum} to {maximum}", "query", name);
        return absent;
    }

    public static bool? ReadBoolean(IQueryCollection query, string name, Violations violations)
    {
        switch (query[name].LastOrDefault())
        {
            case null:
                return null;
            case "true" or "1":
                return true;
            case "false" or "0":
                return false;
            default:
                violations.Add("bool_parsing", "Input should be a valid boolean", "query", name);
                return null;
        }
    }
}
