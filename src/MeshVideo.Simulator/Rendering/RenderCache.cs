using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.Security.Cryptography;
using System.Text;
using System.Threading;
using MeshVideo.Simulator.Files;
using MeshVideo.Simulator.Tasks;

namespace MeshVideo.Simulator.Rendering;

/// <summary>Renders the files of a task on first use, and caches the most recently used ones.</summary>
internal sealed class RenderCache
{
    private const long Capacity = 64 << 20;

    private readonly Lock _gate = new();
    private readonly Dictionary<string, LinkedListNode<(string Key, byte[] Bytes)>> _entries = new(StringComparer.Ordinal);
    private readonly LinkedList<(string Key, byte[] Bytes)> _byUse = new();
    private long _size;

    public byte[] Get(VideoTask task, string name, int version)
    {
        string key = $"{task.Id}/{version}/{name}";
        lock (_gate)
        {
            if (_entries.TryGetValue(key, out LinkedListNode<(string Key, byte[] Bytes)>? cached))
            {
                _byUse.Remove(cached);
                _byUse.AddFirst(cached);
                return cached.Value.Bytes;
            }
        }

        // Outside the lock. Concurrent first readers may both render, with the same result.
        byte[] bytes = Render(task.Spec, name, GetSeed(task, version));
        Keep(key, bytes);
        return bytes;
    }

    /// <summary>A number that is the same for each read of a file.</summary>
    public static ulong GetSeed(VideoTask task, int version) =>
        BinaryPrimitives.ReadUInt64LittleEndian(SHA256.HashData(Encoding.UTF8.GetBytes($"{task.Id}/{version}")));

    private static byte[] Render(TaskSpec spec, string name, ulong seed)
    {
        Scene scene = new(spec.Size, spec.FrameCount, seed);
        return name == TaskFiles.Video ? VideoRenderer.Render(scene) : PngWriter.Write(scene.GetPicture(spec.FrameCount - 1));
    }

    private void Keep(string key, byte[] bytes)
    {
        lock (_gate)
        {
            if (!_entries.TryAdd(key, new LinkedListNode<(string, byte[])>((key, bytes))))
            {
                return;
            }

            _byUse.AddFirst(_entries[key]);
            _size += bytes.Length;
            while (_size > Capacity && _byUse.Count > 1)
            {
                (string Key, byte[] Bytes) oldest = _byUse.Last!.Value;
                _byUse.RemoveLast();
                _entries.Remove(oldest.Key);
                _size -= oldest.Bytes.Length;
            }
        }
    }
}
