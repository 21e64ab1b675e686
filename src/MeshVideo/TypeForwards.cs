using System.Runtime.CompilerServices;
using MeshVideo;

// PowerShell resolves the types in scripts, such as [MeshVideo.VideoTask], only from loaded assemblies, and the client is loaded
// on first use. These forwards load it.
[assembly: TypeForwardedTo(typeof(ApiKey))]
[assembly: TypeForwardedTo(typeof(ErrorDetail))]
[assembly: TypeForwardedTo(typeof(MediaSource))]
[assembly: TypeForwardedTo(typeof(MeshVideoClient))]
[assembly: TypeForwardedTo(typeof(MeshVideoErrorKind))]
[assembly: TypeForwardedTo(typeof(MeshVideoException))]
[assembly: TypeForwardedTo(typeof(ModelCapabilities))]
[assembly: TypeForwardedTo(typeof(ModelTable))]
[assembly: TypeForwardedTo(typeof(VideoModel))]
[assembly: TypeForwardedTo(typeof(VideoModelPricing))]
[assembly: TypeForwardedTo(typeof(VideoRequest))]
[assembly: TypeForwardedTo(typeof(VideoTask))]
[assembly: TypeForwardedTo(typeof(VideoTaskError))]
[assembly: TypeForwardedTo(typeof(VideoTaskStatus))]
[assembly: TypeForwardedTo(typeof(VideoTaskUsage))]
