using System.Linq;

namespace MeshVideo;

/// <summary>
/// Represents an API key of the service (<c>rsk_…</c>). The constructor verifies that the key is safe in a header. No public
/// member exposes the key.
/// </summary>
public sealed class ApiKey
{
    private readonly string _value;

    /// <summary>Initializes the key.</summary>
    /// <param name="value">The key. It must consist of visible ASCII characters.</param>
    /// <exception cref="MeshVideoException">
    /// <see cref="MeshVideoErrorKind.InvalidApiKey"/>: the key is empty or contains another character. The message does not
    /// contain the key.
    /// </exception>
    public ApiKey(string value)
    {
        if (GetProblem(value) is { } problem)
        {
            throw new MeshVideoException(
                MeshVideoErrorKind.InvalidApiKey, $"The API key {problem}. Nothing was sent. Check where the key is stored.");
        }

        _value = value;
    }

    /// <summary>Gets the value of the Authorization header.</summary>
    internal string Bearer => "Bearer " + _value;

    /// <summary>Creates a redactor that removes the key from texts.</summary>
    internal Redactor CreateRedactor() => new(_value);

    /// <summary>Returns a placeholder instead of the key.</summary>
    /// <returns>The same text for every key.</returns>
    public override string ToString() => "(API key)";

    private static string? GetProblem(string? value) => string.IsNullOrWhiteSpace(value)
        ? "is empty"
        : value!.Select(GetProblem).FirstOrDefault(problem => problem is not null);

    private static string? GetProblem(char c) => c switch
    {
        '\r' or '\n' => "contains a line break",
        ' ' or '\t' => "contains white space",
        < ' ' or '\u007f' => "contains a control character",
        > '~' => "contains a non-ASCII character",
        _ => null,
    };
}
