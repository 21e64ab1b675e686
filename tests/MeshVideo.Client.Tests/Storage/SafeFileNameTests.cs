using System;
using System.Text;
using Xunit;

namespace MeshVideo.Client.Tests.Storage;

/// <summary>File names for ids, which may be anything.</summary>
public sealed class SafeFileNameTests
{
    [Theory]
    [InlineData("cgt-20260514183217-t8rzv", "cgt-20260514183217-t8rzv.mp4")]
    [InlineData("a b.c", "a b.c.mp4")]
    [InlineData("霧", "霧.mp4")]
    [InlineData("../../etc/passwd", "_.._etc_passwd.mp4")]
    [InlineData("..", "video.mp4")]
    [InlineData("", "video.mp4")]
    [InlineData(" . ", "video.mp4")]
    [InlineData("---", "video.mp4")]
    [InlineData("a\\b/c:d*e?f\"g<h>i|j", "a_b_c_d_e_f_g_h_i_j.mp4")]
    [InlineData("a\r\n\t\0\u007f\u0085b", "a______b.mp4")]
    [InlineData(".hidden", "hidden.mp4")]
    [InlineData("-rf", "rf.mp4")]
    [InlineData("-.hidden", "hidden.mp4")]
    [InlineData(". -x", "x.mp4")]
    [InlineData("ends. ", "ends.mp4")]
    [InlineData("a[1]`*", "a_1___.mp4")]
    [InlineData("CON", "_CON.mp4")]
    [InlineData("nul.txt", "_nul.txt.mp4")]
    [InlineData("Lpt1 .x", "_Lpt1 .x.mp4")]
    [InlineData("COM¹", "_COM¹.mp4")]
    [InlineData("CONIN$", "_CONIN$.mp4")]
    [InlineData("CONSOLE", "CONSOLE.mp4")]
    [InlineData("a🦌b", "a__b.mp4")]
    [InlineData("gpj.\u202E4pm", "gpj._4pm.mp4")]
    [InlineData("a\u200Bb\u2028c", "a_b_c.mp4")]
    public void Every_id_becomes_a_valid_file_name(string id, string name) =>
        Assert.Equal(name, VideoDownloader.GetDefaultFileName(new VideoTask { Id = id }));

    [Theory]
    [InlineData("a")]
    [InlineData("é")]
    [InlineData("霧")]
    [InlineData(".a")]
    public void The_length_of_a_file_name_is_limited(string part)
    {
        string id = string.Concat(System.Linq.Enumerable.Repeat(part, 1000));

        string name = VideoDownloader.GetDefaultFileName(new VideoTask { Id = id });

        Assert.InRange(Encoding.UTF8.GetByteCount(name + ".part"), 50, 255);
        Assert.EndsWith(".mp4", name, StringComparison.Ordinal);
        Assert.DoesNotContain("..mp4", name, StringComparison.Ordinal);
    }
}
