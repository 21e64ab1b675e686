namespace MeshVideo.Simulator.Rendering;

/// <summary>A picture with one color per macroblock: planes of Y, Cb and Cr, one byte each, row by row.</summary>
internal sealed record Picture(FrameSize Size, byte[] Luma, byte[] Blue, byte[] Red);
