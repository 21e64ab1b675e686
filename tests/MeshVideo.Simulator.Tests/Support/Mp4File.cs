using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.Text;

namespace MeshVideo.Simulator.Tests.Support;

/// <summary>Reads the boxes of an MP4 by their paths; written apart from the simulator's own reader.</summary>
internal sealed class Mp4File
{
    private static readonly HashSet<string> Containers = ["moov", "trak", "mdia", "minf", "stbl"];

    private readonly Dictionary<string, ArraySegment<byte>> _boxes = [];

    public Mp4File(byte[] file) => Walk(file, "");

    /// <summary>The boxes of the file, in their order.</summary>
    public List<string> Order { get; } = [];

    public ReadOnlySpan<byte> this[string path] => _boxes[path];

    public int OffsetOf(string path) => _boxes[path].Offset;

    public uint U32(string path, int offset) => BinaryPrimitives.ReadUInt32BigEndian(this[path][offset..]);

    public int U16(string path, int offset) => BinaryPrimitives.ReadUInt16BigEndian(this[path][offset..]);

    private void Walk(ArraySegment<byte> boxes, string parent)
    {
        while (boxes.Count > 0)
        {
            long size = BinaryPrimitives.ReadUInt32BigEndian(boxes);
            int header = 8;
            if (size == 1)
            {
                (size, header) = (BinaryPrimitives.ReadInt64BigEndian(boxes[8..]), 16);
            }

            string type = Encoding.ASCII.GetString(boxes[4..8]);
            string path = parent + type;
            _boxes.Add(path, boxes[header..(int)size]);
            if (parent.Length == 0)
            {
                Order.Add(type);
            }

            if (Containers.Contains(type))
            {
                Walk(_boxes[path], path + "/");
            }

            boxes = boxes[(int)size..];
        }
    }
}
