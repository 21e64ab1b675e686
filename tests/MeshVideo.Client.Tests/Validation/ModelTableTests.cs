using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Threading.Tasks;
using Xunit;

namespace MeshVideo.Client.Tests.Validation;

/// <summary>The contract's table of models, every cell of it: what it lets pass and what it rules out.</summary>
public sealed class ModelTableTests(ClientAndService judges) : IClassFixture<ClientAndService>
{
    // Written down from the contract by hand.
    private const string Table = """
        model                      | text | first | last | images | videos | audios | alone | audio | draft | frames | fixed | flex | resolutions        | seconds | -1
        dreamina-seedance-2-0      | yes  | yes   | yes  | 1-9    | 1-3    | 1-3    | no    | yes   | no    | no     | no    | no   | 480p 720p 1080p 4k | 4-15    | yes
        dreamina-seedance-2-0-fast | yes  | yes   | yes  | 1-9    | 1-3    | 1-3    | no    | yes   | no    | no     | no    | no   | 480p 720p          | 4-15    | yes
        dreamina-seedance-2-0-mini | yes  | yes   | yes  | 1-9    | 1-3    | 1-3    | no    | yes   | no    | no     | no    | no   | 480p 720p 1080p    | 4-15    | yes
        seedance-2-5               | yes  | yes   | yes  | 1-30   | 1-10   | 1-10   | yes   | yes   | yes   | ?      | ?     | ?    | 480p 720p ?        | 4-30    | yes
        seedance-1-5-pro           | yes  | yes   | yes  | no     | no     | no     | no    | yes   | yes   | no     | yes   | yes  | 480p 720p 1080p    | 4-12    | yes
        seedance-1-0-pro           | yes  | yes   | yes  | no     | no     | no     | no    | no    | no    | yes    | yes   | yes  | 480p 720p 1080p    | 2-12    | no
        seedance-1-0-pro-fast      | yes  | yes   | no   | no     | no     | no     | no    | no    | no    | yes    | yes   | yes  | 480p 720p 1080p    | 2-12    | no
        seedance-1-0-lite-t2v      | yes  | no    | no   | no     | no     | no     | no    | no    | no    | yes    | yes   | yes  | 480p 720p 1080p    | 2-12    | no
        seedance-1-0-lite-i2v      | no   | yes   | yes  | 1-4    | no     | no     | no    | no    | no    | yes    | yes   | yes  | 480p 720p 1080p    | 2-12    | no
        """;

    private static readonly MediaSource Asset = MediaSource.FromUrl("asset://a");

    public static TheoryData<string, string, bool, string> Cells()
    {
        string[][] lines = [.. Table.Split('\n').Select(line => line.Split('|').Select(cell => cell.Trim()).ToArray())];
        TheoryData<string, string, bool, string> cells = [];
        foreach (string[] line in lines.Skip(1))
        {
            Dictionary<string, string> row = lines[0].Zip(line).ToDictionary(cell => cell.First, cell => cell.Second);
            foreach ((string input, bool isTaken, string parameters) in Cases(row))
            {
                cells.Add(row["model"], input, isTaken, parameters);
            }
        }

        return cells;
    }

    [Theory]
    [MemberData(nameof(Cells))]
    public async Task A_cell(string model, string input, bool isTaken, string parameters)
    {
        VideoRequest request = Request(model, input);
        if (isTaken)
        {
            await judges.TakeAsync(request);
        }
        else
        {
            await judges.RefuseAsync(request, parameters.Split(' '));
        }
    }

    [Theory]
    [InlineData("byteplus/seedance-1-0-pro-250528")]
    [InlineData("byteplus/seedance-1-0-pro")]
    public async Task A_date_behind_the_name_changes_nothing(string model)
    {
        await judges.TakeAsync(new VideoRequest { Model = model, Prompt = "p", Duration = 12 });
        await judges.RefuseAsync(new VideoRequest { Model = model, Prompt = "p", Duration = 13 }, "Duration");
    }

    [Theory]
    [InlineData("seedance-1-0-pro", false)]
    [InlineData("seedance-1-0-pro-250528", false)]
    [InlineData("byteplus/seedance-1-0-pro-20250528", false)]
    [InlineData("other/seedance-1-0-pro", true)]
    [InlineData("byteplus/seedance-1-0-pro-max", true)]
    [InlineData("byteplus/seedance-1-0-pro-25", true)]
    [InlineData("bytedance/seedance-1-0-pro", false)]
    [InlineData("bytedance/seedance-1-0-pro-261126", false)]
    [InlineData("seedance-1-0-pro-261127", true)]
    [InlineData("byteplus/seedance-1-0-pro-20261127", true)]
    [InlineData("byteplus/dreamina-seedance-2-0-fast-260128", true)]
    public async Task A_similar_name_and_a_model_newer_than_the_table_are_not_refused_anything(string model, bool isAccepted)
    {
        ValidationResult result = await RequestValidator.ValidateAsync(
            new VideoRequest { Model = model, Prompt = "p", Duration = 13 });

        Assert.Equal(isAccepted, result.IsValid);
    }

    [Theory]
    [InlineData("480p", false, false, true)]
    [InlineData(null, false, false, true)]
    [InlineData("720p", false, false, false, "Resolution")]
    [InlineData("480p", true, false, false, "ReturnLastFrame")]
    [InlineData("480p", false, true, false, "ServiceTier")]
    [InlineData("1080p", true, true, false, "Resolution", "ReturnLastFrame", "ServiceTier")]
    public async Task A_draft_is_480p_without_last_frame_and_flex(
        string? resolution, bool lastFrame, bool flex, bool isTaken, params string[] parameters)
    {
        VideoRequest request = new()
        {
            Model = "byteplus/seedance-1-5-pro",
            Prompt = "p",
            Draft = true,
            Resolution = resolution,
            ReturnLastFrame = lastFrame,
            ServiceTier = flex ? "flex" : null,
        };

        await (isTaken ? judges.TakeAsync(request) : judges.RefuseAsync(request, parameters));
    }

    [Fact]
    public async Task A_draft_is_made_final_by_the_model_that_makes_drafts()
    {
        await judges.TakeAsync(
            new VideoRequest { Model = "byteplus/seedance-1-5-pro", DraftTaskId = judges.DraftTaskId, Resolution = "1080p" });
        await judges.RefuseAsync(
            new VideoRequest { Model = "byteplus/seedance-1-0-pro", DraftTaskId = judges.DraftTaskId }, "DraftTaskId");
        await judges.RefuseAsync(new VideoRequest { DraftTaskId = judges.DraftTaskId }, "DraftTaskId");
    }

    [Fact]
    public async Task Lite_takes_neither_1080p_nor_a_fixed_camera_with_references()
    {
        VideoRequest references = new() { Model = "byteplus/seedance-1-0-lite-i2v", ReferenceImages = [Asset] };
        VideoRequest frame = new() { Model = references.Model, FirstFrame = Asset };

        await judges.TakeAsync(references with { Resolution = "720p", CameraFixed = false });
        await judges.TakeAsync(frame with { Resolution = "1080p", CameraFixed = true });
        await judges.RefuseAsync(references with { Resolution = "1080p" }, "Resolution");
        await judges.RefuseAsync(references with { CameraFixed = true }, "CameraFixed");
    }

    [Fact]
    public async Task What_a_row_is_not_sure_of_is_not_refused()
    {
        VideoRequest request = new() { Model = "byteplus/dreamina-seedance-2-5-261015", Prompt = "p", Resolution = "540p" };

        Assert.True((await RequestValidator.ValidateAsync(request)).IsValid);
        Assert.False((await RequestValidator.ValidateAsync(request with { Duration = 31 })).IsValid);
        Assert.True(
            (await RequestValidator.ValidateAsync(request with { Draft = true, ReturnLastFrame = true, ServiceTier = "flex" }))
            .IsValid);
    }

    [Fact]
    public void The_models_are_those_of_the_table() =>
        Assert.Equal(
            Table.Split('\n').Skip(1).Select(line => line.Split('|')[0].Trim()),
            ModelTable.Default.Models.Select(model => model.Name));

    private static IEnumerable<(string Input, bool IsTaken, string Parameters)> Cases(Dictionary<string, string> row)
    {
        // What a row is not sure of is not refused.
        bool Is(string column) => row[column] is "yes" or "?";

        yield return ("text", Is("text"), "Prompt");
        yield return ("first", Is("first"), "FirstFrame");
        yield return ("first last", Is("last"), Is("first") ? "LastFrame" : "FirstFrame LastFrame");
        (string, string)[] media = [("images", "ReferenceImage"), ("videos", "ReferenceVideo"), ("audios", "ReferenceAudio")];
        foreach ((string column, string parameter) in media)
        {
            // Where no images are taken either, both are refused.
            bool isTaken = row[column] != "no";
            string companion = column == "audios" ? "images*1 " : string.Empty;
            string all = column == "audios" && row["images"] == "no" ? "ReferenceImage ReferenceAudio" : parameter;
            int most = isTaken ? int.Parse(row[column].Split('-')[1], CultureInfo.InvariantCulture) : 0;
            for (int count = 1; count <= most + 1; count++)
            {
                yield return ($"{companion}{column}*{count}", count <= most, all);
            }
        }

        if (row["audios"] != "no")
        {
            yield return ("audios*1", Is("alone"), "ReferenceAudio");
        }

        (string, string)[] switches = [("audio", "GenerateAudio"), ("draft", "Draft"), ("fixed", "CameraFixed")];
        foreach ((string column, string parameter) in switches)
        {
            yield return ($"base {column}=on", Is(column), parameter);
            yield return ($"base {column}=off", true, parameter);
        }

        yield return ("base frames", Is("frames"), "Frames");
        yield return ("base flex", Is("flex"), "ServiceTier");
        yield return ("base default", true, "ServiceTier");
        string[] resolutions = row["resolutions"].Split(' ');
        foreach (string resolution in new[] { "480p", "720p", "1080p", "4k" })
        {
            yield return ($"base {resolution}", resolutions.Contains(resolution) || resolutions.Contains("?"), "Resolution");
        }

        if (!resolutions.Contains("?"))
        {
            yield return ("base 540p", false, "Resolution");
        }

        int[] seconds = [.. row["seconds"].Split('-').Select(text => int.Parse(text, CultureInfo.InvariantCulture))];
        yield return ($"base {seconds[0] - 1}s", false, "Duration");
        yield return ($"base {seconds[0]}s", true, "Duration");
        yield return ($"base {seconds[1]}s", true, "Duration");
        yield return ($"base {seconds[1] + 1}s", false, "Duration");
        yield return ("base -1s", Is("-1"), "Duration");
    }

    private static VideoRequest Request(string model, string input)
    {
        VideoRequest request = new() { Model = "byteplus/" + model };
        foreach (string word in input.Split(' '))
        {
            string[] parts = word.Split('*');
            MediaSource[] assets =
                [.. Enumerable.Repeat(Asset, parts.Length > 1 ? int.Parse(parts[1], CultureInfo.InvariantCulture) : 0)];
            request = parts[0] switch
            {
                "text" => request with { Prompt = "p" },
                "first" => request with { FirstFrame = Asset },
                "last" => request with { LastFrame = Asset },
                "images" => request with { ReferenceImages = assets },
                "videos" => request with { ReferenceVideos = assets },
                "audios" => request with { ReferenceAudios = assets },
                "base" =>
                    model.EndsWith("i2v", StringComparison.Ordinal)
                        ? request with { FirstFrame = Asset }
                        : request with { Prompt = "p" },
                "audio=on" => request with { GenerateAudio = true },
                "audio=off" => request with { GenerateAudio = false },
                "draft=on" => request with { Draft = true },
                "draft=off" => request with { Draft = false },
                "fixed=on" => request with { CameraFixed = true },
                "fixed=off" => request with { CameraFixed = false },
                "frames" => request with { Frames = 29 },
                "flex" or "default" => request with { ServiceTier = word },
                _ when word.EndsWith('s') => request with { Duration = int.Parse(word[..^1], CultureInfo.InvariantCulture) },
                _ => request with { Resolution = word },
            };
        }

        return request;
    }
}
