using System.Collections.Generic;
using System.Numerics;

namespace MeshVideo.Simulator.Rendering;

/// <summary>Writes a raw byte sequence payload bit by bit, with the codes of H.264 (clause 9.1).</summary>
internal sealed class BitWriter
{
    private readonly List<byte> _bytes = [];
    private uint _pending;
    private int _pendingBits;

    public void Bit(bool value) => Bits(1, value ? 1u : 0u);

    public void Bits(int count, uint value)
    {
        while (count > 0)
        {
            int taken = System.Math.Min(8 - _pendingBits, count);
            count -= taken;
            _pending = (_pending << taken) | ((value >> count) & ((1u << taken) - 1));
            _pendingBits += taken;
            if (_pendingBits < 8)
            {
                continue;
            }

            _bytes.Add((byte)_pending);
            (_pending, _pendingBits) = (0, 0);
        }
    }

    /// <summary>ue(v): Exp-Golomb, unsigned.</summary>
    public void Unsigned(int value)
    {
        uint code = (uint)value + 1;
        int length = BitOperations.Log2(code);
        Bits(length, 0);
        Bits(length + 1, code);
    }

    /// <summary>se(v): Exp-Golomb, signed.</summary>
    public void Signed(int value) => Unsigned(value > 0 ? (2 * value) - 1 : -2 * value);

    /// <summary>The payload with its stop bit, as a NAL unit with emulation prevention (clause 7.4.1).</summary>
    public byte[] ToNalUnit(byte header)
    {
        Bit(true);
        if (_pendingBits > 0)
        {
            Bits(8 - _pendingBits, 0);
        }

        List<byte> unit = new(_bytes.Count + 16) { header };
        int zeros = 0;
        foreach (byte value in _bytes)
        {
            if (zeros == 2 && value <= 3)
            {
                unit.Add(3);
                zeros = 0;
            }

            unit.Add(value);
            zeros = value == 0 ? zeros + 1 : 0;
        }

        return [.. unit];
    }
}
