using System.Collections.Generic;
using System.IO;
using System.Text.Json;

namespace MeshVideo.Campaign;

/// <summary>Reads a journal as anybody can, without the client.</summary>
internal static class JournalFile
{
    /// <summary>The ids of the tasks that it has.</summary>
    public static HashSet<string> Ids(string path)
    {
        HashSet<string> ids = [];
        foreach (string line in File.Exists(path) ? File.ReadAllLines(path) : [])
        {
            try
            {
                using JsonDocument document = JsonDocument.Parse(line);
                if (document.RootElement.TryGetProperty("id", out JsonElement id))
                {
                    ids.Add(id.GetString()!);
                }
            }
            catch (JsonException)
            {
                // Torn by a kill.
            }
        }

        return ids;
    }
}
