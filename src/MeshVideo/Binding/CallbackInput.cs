using System;
using System.Collections;
using System.Collections.Generic;
using System.IO;
using System.Management.Automation;
using System.Threading;
using System.Threading.Tasks;

namespace MeshVideo.Binding;

/// <summary>Finds the body of a callback in the objects that web functions, web servers and files provide.</summary>
internal static class CallbackInput
{
    private const string BodyName = "Body";

    /// <summary>Reads the task from a body, or from a request that has one.</summary>
    /// <exception cref="MeshVideoException">
    /// <see cref="MeshVideoErrorKind.InvalidCallback"/>: The input contains no callback.
    /// </exception>
    public static Task<VideoTask> ReadAsync(PSObject? input, CancellationToken cancellationToken) =>
        ReadAsync(input, allowRequest: true, cancellationToken);

    private static Task<VideoTask> ReadAsync(PSObject? input, bool allowRequest, CancellationToken cancellationToken)
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
            case IDictionary table when RowColumns.GetValue(table, "id") is not null:
                return Task.FromResult(Read(() => DictionaryConverter.FromDictionary(table)));
            case IDictionary table when allowRequest && RowColumns.GetValue(table, BodyName) is { } body:
                return ReadAsync(PSObject.AsPSObject(body), allowRequest: false, cancellationToken);
            case PSCustomObject when input.Properties["id"] is not null:
                return Task.FromResult(Read(() => DictionaryConverter.FromObject(input)));
            case not IDictionary when allowRequest && input.Properties[BodyName]?.Value is { } body:
                return ReadAsync(PSObject.AsPSObject(body), allowRequest: false, cancellationToken);
            case IDictionary or PSCustomObject:
                return Task.FromResult(CallbackBody.Read(new Dictionary<string, object?>()));
            default:
                throw new MeshVideoException(
                    MeshVideoErrorKind.InvalidCallback,
                    $"An object of type {input.BaseObject.GetType().Name} is not a valid callback. Provide the body of the POST request "
                        + "as text, bytes or a stream, the output of ConvertFrom-Json for it, or a request object with a Body property.");
        }
    }

    private static VideoTask Read(Func<Dictionary<string, object?>> convert)
    {
        try
        {
            return CallbackBody.Read(convert());
        }
        catch (MeshVideoException exception) when (exception.Kind == MeshVideoErrorKind.InvalidRequest)
        {
            throw new MeshVideoException(
                MeshVideoErrorKind.InvalidCallback,
                "The input is not a valid callback: it contains itself or is nested too deeply. Provide the body of the POST request.",
                exception);
        }
    }
}
