using System;
using System.Collections.Generic;
using System.Globalization;
using System.Text.Json;
using MeshVideo.Json;

namespace MeshVideo.Contract;

/// <summary>Reads the table of models from JSON.</summary>
internal static class ModelTableReader
{
    private const string SeedanceLimits = "seedance";

    /// <param name="content">The JSON.</param>
    /// <param name="path">The path of the file, for the message of an error.</param>
    /// <exception cref="MeshVideoException">
    /// <see cref="MeshVideoErrorKind.InvalidModelTable"/>: the JSON is not a table of models.
    /// </exception>
    public static ModelTable Read(byte[] content, string path)
    {
        try
        {
            ModelTableFields fields = new(LocatedJson.Parse(content), "the table");
            DateTime checkedOn = fields.TakeDay("checked");
            List<ModelCapabilities> models = [];
            HashSet<string> names = new(StringComparer.Ordinal);
            foreach (LocatedJson row in fields.TakeRows("models"))
            {
                models.Add(ReadModel(row, names));
            }

            fields.ThrowIfRemaining();
            return new ModelTable(checkedOn, models);
        }
        catch (JsonException exception)
        {
            string line = exception.LineNumber is { } number
                ? $"line {(number + 1).ToString(CultureInfo.InvariantCulture)}: "
                : string.Empty;
            throw CreateException(
                $"The table of models '{path}' is not valid: {line}{WithoutPosition(exception.Message)}", exception);
        }
    }

    public static MeshVideoException CreateException(string message, Exception cause) =>
        new(MeshVideoErrorKind.InvalidModelTable, $"{message.TrimEnd('.')}.", cause) { Remedies = [Remedy.CorrectModelTable] };

    private static ModelCapabilities ReadModel(LocatedJson row, HashSet<string> names)
    {
        ModelTableFields fields = new(row, "a model");
        (int? minimum, int? maximum) = fields.TakeRange("seconds");
        (IReadOnlyList<string> resolutions, bool mayHaveOthers) = fields.TakeResolutions("resolutions");
        ModelCapabilities model = new()
        {
            Id = fields.TakeId("id", names),
            Aliases = fields.TakeIds("aliases", names),
            TextOnly = fields.TakeFlag("textOnly"),
            FirstFrame = fields.TakeFlag("firstFrame"),
            LastFrame = fields.TakeFlag("lastFrame"),
            ReferenceImages = fields.TakeCount("referenceImages"),
            ReferenceVideos = fields.TakeCount("referenceVideos"),
            ReferenceAudios = fields.TakeCount("referenceAudios"),
            AudioOnly = fields.TakeFlag("audioOnly"),
            MaximumClipSeconds = fields.TakeCount("maximumClipSeconds"),
            TotalClipSeconds = fields.TakeCount("totalClipSeconds"),
            Heif = fields.TakeFlag("heif"),
            Resolutions = resolutions,
            MayHaveOtherResolutions = mayHaveOthers,
            DefaultResolution = fields.TakeText("defaultResolution"),
            FrameSizes = fields.TakeWord("frameSizes", "seedance-1.0", "seedance-1.5"),
            MinimumSeconds = minimum,
            MaximumSeconds = maximum,
            DefaultSeconds = fields.TakeCount("defaultSeconds"),
            AutomaticDuration = fields.TakeFlag("automaticDuration"),
            Frames = fields.TakeFlag("frames"),
            GenerateAudio = fields.TakeFlag("generateAudio"),
            CameraFixed = fields.TakeFlag("cameraFixed"),
            Draft = fields.TakeFlag("draft"),
            FlexTier = fields.TakeFlag("flexTier"),
            ReturnLastFrame = fields.TakeFlag("returnLastFrame"),
            WithDraft = ReadRestriction(fields.Take("withDraft"), "withDraft"),
            WithReferenceImages = ReadRestriction(fields.Take("withReferenceImages"), "withReferenceImages"),
            HasSeedanceLimits = fields.TakeWord("limits", SeedanceLimits) is not null,
        };
        fields.ThrowIfRemaining();
        return model;
    }

    private static ModelRestriction? ReadRestriction(LocatedJson? value, string name)
    {
        if (value is null || ModelTableFields.IsUnknown(value))
        {
            return null;
        }

        ModelTableFields fields = new(value, name);
        (IReadOnlyList<string> resolutions, bool mayHaveOthers) = fields.TakeResolutions("resolutions");
        ModelRestriction restriction = new()
        {
            Resolutions = mayHaveOthers ? [] : resolutions,
            CameraFixed = fields.TakeFlag("cameraFixed"),
            FlexTier = fields.TakeFlag("flexTier"),
            ReturnLastFrame = fields.TakeFlag("returnLastFrame"),
        };
        fields.ThrowIfRemaining();
        return restriction;
    }

    // The parser adds a position that is counted from 0.
    private static string WithoutPosition(string message)
    {
        int position = message.IndexOf(" LineNumber: ", StringComparison.Ordinal);
        return position < 0 ? message : message.Substring(0, position);
    }
}
