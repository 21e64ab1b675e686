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
    public static VideoTask Read(PSObject? input, CancellationToken cancellationToken) => Read(input, mayBeRequest: true, cancellationToken);

    private static VideoTask Read(PSObject? input, bool mayBeRequest, CancellationToken cancellationToken)
    {
        switch (input?.BaseObject)
        {
            case null:
                return CallbackBody.Read([]);
            case string text:
                return CallbackBody.Read(text);
            case byte[] bytes:
                return CallbackBody.Read(bytes);
            case Stream stream:
                return Finish(CallbackBody.ReadAsync(stream, cancellationToken), cancellationToken);
            case IDictionary table when Find(table, "id") is not null:
                return Read(() => PlainValues.FromTable(table));
            case IDictionary table when mayBeRequest && Find(table, Body) is { } body:
                return Read(PSObject.AsPSObject(body), mayBeRequest: false, cancellationToken);
            case PSCustomObject when input.Properties["id"] is not null:
                return Read(() => PlainValues.FromObject(input));
            case not IDictionary when mayBeRequest && input.Properties[Body]?.Value is { } body:
                return Read(PSObject.AsPSObject(body), mayBeRequest: false, cancellationToken);
            case IDictionary or PSCustomObject:
                return CallbackBody.Read(new Dictionary<string, object?>());
            default:
                throw new MeshVideoException(
                    MeshVideoErrorKind.InvalidCallback,
                    $"A {input.BaseObject.GetType().Name} is no callback of the service. Give the body of the POST as it came (text, bytes or stream), what ConvertFrom-Json made of it, or a request that has it in its Body property.");
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
                MeshVideoErrorKind.InvalidCallback, "This is no callback of the service: it holds itself, or goes deeper than JSON does. Give the body of the POST as it came.", exception);
        }
    }

    private static object? Find(IDictionary table, string name) =>
        table.Keys.OfType<string>().FirstOrDefault(key => key.Equals(name, StringComparison.OrdinalIgnoreCase)) is { } key ? table[key] : null;

    // A stream may fall silent, and not know how to be called off.
    private static VideoTask Finish(Task<VideoTask> read, CancellationToken cancellationToken)
    {
        try
        {
            Task.WaitAny([read], cancellationToken);
            return read.GetAwaiter().GetResult();
        }
        catch (OperationCanceledException)
        {
            throw new PipelineStoppedException();
        }
    }
}
