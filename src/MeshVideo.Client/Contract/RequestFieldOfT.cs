using System;

namespace MeshVideo.Contract;

/// <summary>Describes a field of the create request whose value has the type <typeparamref name="T"/>.</summary>
/// <param name="name">The name in the JSON body.</param>
/// <param name="propertyName">The name of the property of <see cref="VideoRequest"/>.</param>
/// <param name="get">Gets the value in a request.</param>
/// <param name="set">Creates a copy of a request with a different value.</param>
/// <param name="getEcho">
/// Gets the value that the service echoed in a task; null if <see cref="VideoTask"/> has no property for it.
/// </param>
internal sealed class RequestField<T>(
    string name,
    string propertyName,
    Func<VideoRequest, T> get, Func<VideoRequest, T, VideoRequest> set, Func<VideoTask, T>? getEcho = null)
    : RequestField(name, propertyName)
{
    public override bool IsEchoed => getEcho is not null;

    public override object? GetValue(VideoRequest request) => get(request);

    public override VideoRequest WithValue(VideoRequest request, object? value) => set(request, (T)value!);

    public override object? GetEcho(VideoTask task) => getEcho is null ? null : getEcho(task);
}
