namespace MeshVideo.Simulator.Rendering;

/// <summary>A picture of one flat colour for each macroblock: planes of Y, Cb and Cr, a byte each, row by row.</summary>
internal sealed record Picture(FrameSize Size, byte[] Luma, byte[] Blue, byte[] Red);
