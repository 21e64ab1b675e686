using System;
using System.Collections;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Management.Automation;
using System.Threading;
using System.Threading.Tasks;

namespace MeshVideo.Binding;

/// <summary>Finds the body of a callback in what web functions, servers and files give.</summary>
internal static class CallbackInput
{
    private const string Body = "Body";

    /// <exception cref="MeshVideoException"><see cref="MeshVideoErrorKind.InvalidCallback"/>: there is none in it.</exception>
    public static Task<VideoTask> ReadAsync(PSObject? input, CancellationToken cancellationToken) =>
        ReadAsync(input, mayBeRequest: true, cancellationToken);

    private static Task<VideoTask> ReadAsync(PSObject? input, bool mayBeRequest, CancellationToken cancellationToken)
    {
        switch (input?.BaseObject)
        {
            case null:
                return Task.FromResult(CallbackBody.Read([]));
            case string text:
                return Task.FromResult(CallbackBody.Read(text));
            case byte[] bytes:
                return Task.FromResult(CallbackBody.Read(bytes));
            case Stream stream:
                return CallbackBody.ReadAsync(stream, cancellationToken);
            case IDictionary table when Find(table, "id") is not null:
                return Task.FromResult(Read(() => PlainValues.FromTable(table)));
            case IDictionary table when mayBeRequest && Find(table, Body) is { } body:
                return ReadAsync(PSObject.AsPSObject(body), mayBeRequest: false, cancellationToken);
            case PSCustomObject when input.Properties["id"] is not null:
                return Task.FromResult(Read(() => PlainValues.FromObject(input)));
            case not IDictionary when mayBeRequest && input.Properties[Body]?.Value is { } body:
                return ReadAsync(PSObject.AsPSObject(body), mayBeRequest: false, cancellationToken);
            case IDictionary or PSCustomObject:
                return Task.FromResult(CallbackBody.Read(new Dictionary<string, object?>()));
            default:
                throw new MeshVideoException(
                    MeshVideoErrorKind.InvalidCallback,
                    $"An object of type {input.BaseObject.GetType().Name} is not a valid callback. Provide the body of the POST request as text, bytes or a stream, the output of ConvertFrom-Json for it, or a request object with a Body property.");
        }
    }

    private static VideoTask Read(Func<Dictionary<string, object?>> parsed)
    {
        try
        {
            return CallbackBody.Read(parsed());
        }
        catch (MeshVideoException exception) when (exception.Kind == MeshVideoErrorKind.InvalidRequest)
        {
            throw new MeshVideoException(
                MeshVideoErrorKind.InvalidCallback, "This is not a valid callback: it contains itself, or is nested too deeply. Provide the body of the POST request.", exception);
        }
    }

    private static object? Find(IDictionary table, string name) =>
        table.Keys.OfType<string>().FirstOrDefault(key => key.Equals(name, StringComparison.OrdinalIgnoreCase)) is { } key ? table[key] : null;
}
