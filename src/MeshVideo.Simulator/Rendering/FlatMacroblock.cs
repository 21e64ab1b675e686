using System;

namespace MeshVideo.Simulator.Rendering;

/// <summary>
/// A macroblock of one color, coded as Intra_16x16 and predicted from a neighbor that is also flat. The residual is the
/// difference of the two colors: one DC level per component.
/// </summary>
internal static class FlatMacroblock
{
    private const int Unpredicted = 128;

    public static void Write(BitWriter bits, Picture picture, int column, int row)
    {
        int at = (row * picture.Size.MacroblocksWide) + column;
        int neighbor = column > 0 ? at - 1 : row > 0 ? at - picture.Size.MacroblocksWide : -1;
        int luma = Difference(picture.Luma, at, neighbor);
        int blue = Difference(picture.Blue, at, neighbor);
        int red = Difference(picture.Red, at, neighbor);
        bool hasChroma = blue != 0 || red != 0;

        // Luma: 0 vertical, 1 horizontal, 2 DC. Chroma: 0 DC, 1 horizontal, 2 vertical.
        (int lumaMode, int chromaMode) = column > 0 ? (1, 1) : row > 0 ? (0, 2) : (2, 0);
        bits.Unsigned(1 + lumaMode + (hasChroma ? 4 : 0)); // mb_type (table 7-11)
        bits.Unsigned(chromaMode);
        bits.Signed(0); // mb_qp_delta

        LumaLevel(bits, luma);
        if (!hasChroma)
        {
            return;
        }

        ChromaLevel(bits, blue);
        ChromaLevel(bits, red);
    }

    private static int Difference(byte[] plane, int at, int neighbour) =>
        plane[at] - (neighbour < 0 ? Unpredicted : plane[neighbour]);

    // coeff_token (table 9-5), here with 0 <= nC < 2: blocks without AC levels have no coefficients.
    private static void LumaLevel(BitWriter bits, int level)
    {
        switch (Math.Abs(level))
        {
            case 0:
                bits.Bits(1, 0b1);
                return;
            case 1:
                bits.Bits(2, 0b01);
                break;
            default:
                bits.Bits(6, 0b000101);
                break;
        }

        Level(bits, level);
    }

    // coeff_token (table 9-5) with nC = -1.
    private static void ChromaLevel(BitWriter bits, int level)
    {
        switch (Math.Abs(level))
        {
            case 0:
                bits.Bits(2, 0b01);
                return;
            case 1:
                bits.Bits(1, 0b1);
                break;
            default:
                bits.Bits(6, 0b000111);
                break;
        }

        Level(bits, level);
    }

    /// <summary>Writes the only level of a block (9.2.2.1), which is the first.</summary>
    private static void Level(BitWriter bits, int level)
    {
        if (Math.Abs(level) == 1)
        {
            bits.Bit(level < 0); // trailing_ones_sign_flag
        }
        else
        {
            // coeff_token has already coded 1 and -1, so the codes start at 2.
            int code = level > 0 ? (2 * level) - 4 : (-2 * level) - 3;
            switch (code)
            {
                case < 14:
                    bits.Bits(code + 1, 1);
                    break;
                case < 30:
                    bits.Bits(15, 1);
                    bits.Bits(4, (uint)(code - 14));
                    break;
                default:
                    bits.Bits(16, 1);
                    bits.Bits(12, (uint)(code - 30));
                    break;
            }
        }

        bits.Bits(1, 0b1); // total_zeros: none
    }
}
