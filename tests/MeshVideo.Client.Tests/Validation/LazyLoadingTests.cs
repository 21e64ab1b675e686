using System;
using System.Linq;
using System.Reflection;
using System.Runtime.Loader;
using System.Threading;
using System.Threading.Tasks;
using MeshVideo.Client.Tests.Support;
using Xunit;

namespace MeshVideo.Client.Tests.Validation;

/// <summary>The library that measures is loaded when there is something to measure, and not before.</summary>
public sealed class LazyLoadingTests
{
    private const string Library = "MetadataExtractor";

    [Fact]
    public async Task The_measuring_library_is_loaded_by_the_first_file()
    {
        using TempFolder folder = new();
        ApartContext context = new();
        Type requestType = context.Client.GetType("MeshVideo.VideoRequest", throwOnError: true)!;
        Type sourceType = context.Client.GetType("MeshVideo.MediaSource", throwOnError: true)!;
        object request = Activator.CreateInstance(requestType)!;
        void Give(string method, string text) =>
            requestType.GetProperty("FirstFrame")!.SetValue(request, sourceType.GetMethod(method)!.Invoke(null, [text]));

        requestType.GetProperty("Prompt")!.SetValue(request, "p");
        await context.CheckAsync(request);
        Give("FromUrl", "https://example.com/a.png");
        await context.CheckAsync(request);
        Assert.DoesNotContain(Library, context.Loaded);

        Give("FromFile", folder.Write("a.png", SampleImages.Png(400, 400)));
        await context.CheckAsync(request);
        Assert.Contains(Library, context.Loaded);
    }

    /// <summary>A client of its own, untouched by the other tests.</summary>
    private sealed class ApartContext : AssemblyLoadContext
    {
        private readonly AssemblyDependencyResolver _resolver = new(typeof(LazyLoadingTests).Assembly.Location);

        public ApartContext() => Client = LoadFromAssemblyPath(typeof(MeshVideoClient).Assembly.Location);

        public Assembly Client { get; }

        public string?[] Loaded => [.. Assemblies.Select(assembly => assembly.GetName().Name)];

        public async Task CheckAsync(object request)
        {
            MethodInfo check = Client.GetType("MeshVideo.RequestValidator", throwOnError: true)!.GetMethod("ValidateAsync", [request.GetType(), typeof(CancellationToken)])!;
            await (Task)check.Invoke(null, [request, CancellationToken.None])!;
        }

        protected override Assembly? Load(AssemblyName assemblyName) =>
            _resolver.ResolveAssemblyToPath(assemblyName) is { } path ? LoadFromAssemblyPath(path) : null;
    }
}
