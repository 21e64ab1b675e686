using System;
using System.IO;
using System.Reflection;

namespace MeshVideo.DesktopClient;

/// <summary>Runs the main job with the client of a package, on .NET Framework or what stands for it.</summary>
internal static class Program
{
    /// <param name="arguments">The folder of an installed module, the address of a simulator, and a folder to work in.</param>
    private static int Main(string[] arguments)
    {
        // As at the import of the module. Until then the client cannot be found, so that nothing here may name it.
        Assembly.LoadFrom(Path.Combine(arguments[0], "MeshVideo.Loader.dll"))
            .GetType("MeshVideo.Loader.AssemblyResolver", throwOnError: true)
            .GetMethod("Register")
            .Invoke(obj: null, [Path.Combine(arguments[0], "netstandard2.0")]);
        try
        {
            MainJob.RunAsync(new Uri(arguments[1]), arguments[2]).GetAwaiter().GetResult();
            return 0;
        }
        catch (Exception exception)
        {
            Console.WriteLine(exception);
            return 1;
        }
    }
}
