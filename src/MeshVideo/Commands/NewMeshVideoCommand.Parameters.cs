using System.Collections;
using System.Management.Automation;
using MeshVideo.Binding;
using MeshVideo.Completion;

namespace MeshVideo.Commands;

/// <content>The parameters; all but the last can be columns of a table.</content>
public sealed partial class NewMeshVideoCommand
{
    /// <summary>What to show. May be left out where media or a draft is given.</summary>
    [Parameter(Position = 0, ValueFromPipelineByPropertyName = true)]
    [CsvCell]
    public string? Prompt { get; set; }

    /// <summary>
    /// A prompt, or a row: an object or hashtable whose properties or keys are this command's parameters. It becomes the task's
    /// Source.
    /// </summary>
    [Parameter(ValueFromPipeline = true)]
    public PSObject? InputObject { get; set; }

    /// <summary>The model. Default: byteplus/dreamina-seedance-2-0.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [CsvCell]
    [ArgumentCompleter(typeof(ModelCompleter))]
    public string? Model { get; set; }

    /// <summary>
    /// The still that the video begins with: a file, an http(s) link, a data URI or an asset. Files on the pipeline bind to it,
    /// and so does the last frame of a task.
    /// </summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [MediaArgument]
    [Alias("FullName", "LastFrameUrl")]
    public string? FirstFrame { get; set; }

    /// <summary>The still that the video ends with, together with -FirstFrame.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [MediaArgument]
    public string? LastFrame { get; set; }

    /// <summary>Stills to go by; wildcards stand for the files that match.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [MediaArgument(IsList = true)]
    public string[]? ReferenceImage { get; set; }

    /// <summary>Clips to go by; wildcards stand for the files that match.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [MediaArgument(IsList = true)]
    public string[]? ReferenceVideo { get; set; }

    /// <summary>Sound to go by, together with at least one image or clip; wildcards stand for the files that match.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [MediaArgument(IsList = true)]
    public string[]? ReferenceAudio { get; set; }

    /// <summary>The id of the draft to make final.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [CsvCell]
    [ArgumentCompleter(typeof(TaskIdCompleter))]
    public string? DraftTaskId { get; set; }

    /// <summary>480p, 720p, 1080p, or 4k on some models.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [CsvCell]
    [ArgumentCompleter(typeof(KnownValueCompleter))]
    public string? Resolution { get; set; }

    /// <summary>Width to height: 16:9, 4:3, 1:1, 3:4, 9:16, 21:9 or adaptive.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [CsvCell]
    [ArgumentCompleter(typeof(KnownValueCompleter))]
    public string? Ratio { get; set; }

    /// <summary>Length in seconds; -1 lets some models choose. Not together with -Frames.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [CsvCell(IsInt32 = true)]
    public int? Duration { get; set; }

    /// <summary>Length in frames: 25 + 4n, 29 to 289. Not together with -Duration.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [CsvCell(IsInt32 = true)]
    public int? Frames { get; set; }

    /// <summary>The seed: -1 (random) to 4294967295.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [CsvCell(IsInt64 = true)]
    public long? Seed { get; set; }

    /// <summary>Makes sound; priced differently. -GenerateAudio:$false makes none.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [CsvCell(IsSwitch = true)]
    public SwitchParameter GenerateAudio { get; set; }

    /// <summary>Gives a link to the last frame too.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [CsvCell(IsSwitch = true)]
    public SwitchParameter ReturnLastFrame { get; set; }

    /// <summary>Keeps the camera still.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [CsvCell(IsSwitch = true)]
    public SwitchParameter CameraFixed { get; set; }

    /// <summary>Marks the video.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [CsvCell(IsSwitch = true)]
    public SwitchParameter Watermark { get; set; }

    /// <summary>Makes a fast, low-cost preview.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [CsvCell(IsSwitch = true)]
    public SwitchParameter Draft { get; set; }

    /// <summary>default or flex.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [CsvCell]
    [ArgumentCompleter(typeof(KnownValueCompleter))]
    public string? ServiceTier { get; set; }

    /// <summary>Seconds from creation after which the task expires: 3600 to 259200. The service's default is 172800.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [CsvCell(IsInt32 = true)]
    public int? ExpiresAfterSec { get; set; }

    /// <summary>0 to 9, higher is more urgent.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [CsvCell(IsInt32 = true)]
    public int? Priority { get; set; }

    /// <summary>A stable id (a hash) of the end user.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [CsvCell]
    public string? SafetyIdentifier { get; set; }

    /// <summary>The absolute http or https address that the service shall POST the finished task to, once.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [CsvCell]
    public string? CallbackUrl { get; set; }

    /// <summary>
    /// More fields of the request's JSON, sent as they are: a hashtable, an object of ConvertFrom-Json, or JSON text.
    /// </summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [JsonObjectArgument]
    public Hashtable? AdditionalProperty { get; set; }

    /// <summary>Sends the request even where the rules say that the service must refuse it.</summary>
    [Parameter]
    public SwitchParameter SkipValidation { get; set; }

    /// <summary>
    /// A file that says what was sent and what came of it, so that the batch can be run again: what was made then comes out
    /// without being sent.
    /// </summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? JournalPath { get; set; }

    /// <summary>Sends once more, with -JournalPath, what may have been made and cannot be told: look first.</summary>
    [Parameter]
    public SwitchParameter ResendAmbiguous { get; set; }
}
