using System.Runtime.CompilerServices;
using MeshVideo;

// The client lives in a load context of its own, where PowerShell does not look for the types that scripts name. It looks here, and is
// forwarded: [MeshVideo.VideoTask] resolves.
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
