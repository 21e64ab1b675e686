using System;
using System.IO;
using System.Runtime.Loader;

// Replaces dotnet.exe, which is in no NuGet package: "dotnet app.dll ARGUMENTS" runs the program in this process.
string app = Path.GetFullPath(args[0]);
string folder = Path.GetDirectoryName(app) + Path.DirectorySeparatorChar;
AppDomain.CurrentDomain.SetData("APP_CONTEXT_BASE_DIRECTORY", folder);
AssemblyLoadContext.Default.Resolving += (context, name) =>
{
    string path = folder + name.Name + ".dll";
    return File.Exists(path) ? context.LoadFromAssemblyPath(path) : null;
};
return AppDomain.CurrentDomain.ExecuteAssemblyByName(
    AssemblyLoadContext.Default.LoadFromAssemblyPath(app).GetName(), args[1..]);
