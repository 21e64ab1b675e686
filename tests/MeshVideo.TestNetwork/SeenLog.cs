using System.IO;
using System.Threading;

namespace MeshVideo.TestNetwork;

/// <summary>All that the proxies could read, written down before they answer.</summary>
internal sealed class SeenLog(string path)
{
    private readonly Lock _lock = new();

    public string Path => path;

    public void Add(string text)
    {
        lock (_lock)
        {
            File.AppendAllText(path, text);
        }
    }
}
