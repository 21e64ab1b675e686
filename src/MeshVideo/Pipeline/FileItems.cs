using System.Collections.Generic;
using System.Collections.ObjectModel;
using System.IO;
using System.Linq;
using System.Management.Automation;

namespace MeshVideo.Pipeline;

/// <summary>Files as Get-Item gives them, with mode and owner where the system has them.</summary>
internal sealed class FileItems(ProviderIntrinsics provider)
{
    private const string Qualifier = @"Microsoft.PowerShell.Core\FileSystem::";
    private const string Drive = "PSDrive";

    private readonly Dictionary<string, object?> _drives = [];

    /// <summary>Gets a file.</summary>
    /// <param name="path">Its full path.</param>
    /// <returns>The file; none where it is gone again.</returns>
    public Collection<PSObject> Get(string path)
    {
        string folder = Path.GetDirectoryName(path) ?? string.Empty;
        if (!_drives.TryGetValue(folder, out object? drive))
        {
            Collection<PSObject> found = GetItem(path);
            if (found.FirstOrDefault() is { } file)
            {
                _drives[folder] = file.Properties[Drive]?.Value;
            }

            return found;
        }

        // Finding out the drive of a path reads all mounts of the system, several times: more work than all else that is done for a small file.
        Collection<PSObject> items = GetItem(Qualifier + path);
        foreach (PSObject item in items)
        {
            item.Properties.Add(new PSNoteProperty(Drive, drive));
        }

        return items;
    }

    private Collection<PSObject> GetItem(string path) => provider.Item.Get([path], force: true, literalPath: true);
}
