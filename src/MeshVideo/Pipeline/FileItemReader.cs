using System.Collections.Generic;
using System.Collections.ObjectModel;
using System.IO;
using System.Linq;
using System.Management.Automation;

namespace MeshVideo.Pipeline;

/// <summary>Gets files as Get-Item does, with mode and owner.</summary>
internal sealed class FileItemReader(ProviderIntrinsics provider)
{
    private const string ProviderQualifier = @"Microsoft.PowerShell.Core\FileSystem::";
    private const string DriveProperty = "PSDrive";

    private readonly Dictionary<string, object?> _drives = [];

    /// <summary>Gets a file.</summary>
    /// <param name="path">Its full path.</param>
    /// <returns>The file; none if it has been removed.</returns>
    public Collection<PSObject> Get(string path)
    {
        string folder = Path.GetDirectoryName(path) ?? string.Empty;
        if (!_drives.TryGetValue(folder, out object? drive))
        {
            Collection<PSObject> items = GetItem(path);
            if (items.FirstOrDefault() is { } file)
            {
                _drives[folder] = file.Properties[DriveProperty]?.Value;
            }

            return items;
        }

        // To find the drive of a path, PowerShell reads all mounts of the system several times, which takes longer than saving a
        // small file.
        Collection<PSObject> qualifiedItems = GetItem(ProviderQualifier + path);
        foreach (PSObject item in qualifiedItems)
        {
            item.Properties.Add(new PSNoteProperty(DriveProperty, drive));
        }

        return qualifiedItems;
    }

    private Collection<PSObject> GetItem(string path) => provider.Item.Get([path], force: true, literalPath: true);
}
