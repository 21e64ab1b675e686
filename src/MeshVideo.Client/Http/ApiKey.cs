namespace MeshVideo;

/// <summary>
/// The key of the service (<c>rsk_…</c>). It is checked to be safe in a header when made, and no member shows it.
/// </summary>
public sealed class ApiKey
{
    private readonly string _value;

    /// <summary>Takes a key.</summary>
    /// <param name="value">The key: visible ASCII characters only.</param>
    /// <exception cref="MeshVideoException">
    /// <see cref="MeshVideoErrorKind.InvalidApiKey"/>: empty, or with a character that no key has. The text does not show the key.
    /// </exception>
    public ApiKey(string value)
    {
        if (Validate(value) is { } objection)
        {
            throw new MeshVideoException(MeshVideoErrorKind.InvalidApiKey, $"The API key {objection}. Nothing was sent. Check where the key is kept.");
        }

        _value = value;
    }

    /// <summary>The value of the Authorization header.</summary>
    internal string Bearer => "Bearer " + _value;

    /// <summary>Cuts the key out of texts.</summary>
    internal Redactor CreateRedactor() => new(_value);

    /// <summary>Says that this is a key, not which.</summary>
    /// <returns>The same text for every key.</returns>
    public override string ToString() => "(API key)";

    private static string? Validate(string? value)
    {
        if (string.IsNullOrWhiteSpace(value))
        {
            return "is empty";
        }

        foreach (char c in value!)
        {
            switch (c)
            {
                case '\r' or '\n':
                    return "contains a line break";
                case ' ' or '\t':
                    return "contains white space";
                case < ' ' or '\u007f':
                    return "contains a control character";
                case > '~':
                    return "contains a non-ASCII character";
            }
        }

        return null;
    }
}
