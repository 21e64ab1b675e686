using System.IO;
using System.Management.Automation;
using MeshVideo.Keys;

namespace MeshVideo.Binding;

/// <summary>Loads the table of models: the file that the environment variable specifies, or the one of the module.</summary>
internal static class ModelTableFile
{
    private const string Name = "MeshVideo.Models.jsonc";

    /// <exception cref="MeshVideoException">
    /// <see cref="MeshVideoErrorKind.InvalidModelTable"/>: The file can't be read or is not valid.
    /// </exception>
    public static ModelTable Load(SessionState session)
    {
        if (EnvironmentSettings.GetVariable(EnvironmentSettings.ModelsVariable) is { } path)
        {
            string fullPath = FileSystemPath.Resolve(path, session, out string? problem);
            return problem is null
                ? ModelTable.Load(fullPath)
                : throw new MeshVideoException(
                    MeshVideoErrorKind.InvalidModelTable, $"The table of models '{path}' cannot be read: {problem}.")
                { Remedies = [Remedy.CorrectModelTable] };
        }

        string shipped = Path.Combine(Path.GetDirectoryName(typeof(ModelTableFile).Assembly.Location)!, Name);
        return File.Exists(shipped) ? ModelTable.Load(shipped) : ModelTable.Default;
    }
}
