using System.Runtime.CompilerServices;
using MeshVideo;

// PowerShell looks for the types that scripts name in loaded assemblies, and the client is loaded when it is first needed. It finds these
// here, and is forwarded: [MeshVideo.VideoTask] resolves.
[assembly: TypeForwardedTo(typeof(ApiKey))]
[assembly: TypeForwardedTo(typeof(ErrorDetail))]
[assembly: TypeForwardedTo(typeof(MediaSource))]
[assembly: TypeForwardedTo(typeof(MeshVideoClient))]
[assembly: TypeForwardedTo(typeof(MeshVideoErrorKind))]
[assembly: TypeForwardedTo(typeof(MeshVideoException))]
[assembly: TypeForwardedTo(typeof(VideoModel))]
[assembly: TypeForwardedTo(typeof(VideoRequest))]
[assembly: TypeForwardedTo(typeof(VideoTask))]
[assembly: TypeForwardedTo(typeof(VideoTaskError))]
[assembly: TypeForwardedTo(typeof(VideoTaskStatus))]
[assembly: TypeForwardedTo(typeof(VideoTaskUsage))]
