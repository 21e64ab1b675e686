using System.Collections;
using System.Management.Automation;
using MeshVideo.Binding;
using MeshVideo.Completion;

namespace MeshVideo.Commands;

/// <content>The parameters. Those that bind by property name can be columns of a table.</content>
public sealed partial class NewMeshVideoCommand
{
    /// <summary>Specifies the content of the video. Optional if media or a draft is specified.</summary>
    [Parameter(Position = 0, ValueFromPipelineByPropertyName = true)]
    [CsvCell]
    public string? Prompt { get; set; }

    /// <summary>
    /// Specifies a prompt or a row: an object or hashtable whose properties or keys match parameters of this cmdlet. It becomes
    /// the Source property of the task.
    /// </summary>
    [Parameter(ValueFromPipeline = true)]
    public PSObject? InputObject { get; set; }

    /// <summary>Specifies the id of the model. By default, byteplus/dreamina-seedance-2-0.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [CsvCell]
    [ArgumentCompleter(typeof(ModelCompleter))]
    public string? Model { get; set; }

    /// <summary>
    /// Specifies the first frame of the video: a file, an http or https URL, a data URI, or an asset. A file from the pipeline,
    /// and the last frame of a task, bind to this parameter.
    /// </summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [MediaArgument]
    [Alias("FullName", "LastFrameUrl")]
    public string? FirstFrame { get; set; }

    /// <summary>Specifies the last frame of the video. Use it together with -FirstFrame.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [MediaArgument]
    public string? LastFrame { get; set; }

    /// <summary>Specifies reference images. A wildcard includes all matching files.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [MediaArgument(IsList = true)]
    public string[]? ReferenceImage { get; set; }

    /// <summary>Specifies reference videos. A wildcard includes all matching files.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [MediaArgument(IsList = true)]
    public string[]? ReferenceVideo { get; set; }

    /// <summary>
    /// Specifies reference audio files, together with at least one reference image or video. A wildcard includes all matching
    /// files.
    /// </summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [MediaArgument(IsList = true)]
    public string[]? ReferenceAudio { get; set; }

    /// <summary>Specifies the id of the draft from which the service creates the final video.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [CsvCell]
    [ArgumentCompleter(typeof(TaskIdCompleter))]
    public string? DraftTaskId { get; set; }

    /// <summary>Specifies the resolution: 480p, 720p or 1080p, or 4k with some models.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [CsvCell]
    [ArgumentCompleter(typeof(KnownValueCompleter))]
    public string? Resolution { get; set; }

    /// <summary>Specifies the ratio of width to height: 16:9, 4:3, 1:1, 3:4, 9:16, 21:9, or adaptive.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [CsvCell]
    [ArgumentCompleter(typeof(KnownValueCompleter))]
    public string? Ratio { get; set; }

    /// <summary>
    /// Specifies the length of the video in seconds. With some models, -1 lets the model choose. Not with -Frames.
    /// </summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [CsvCell(IsInt32 = true)]
    public int? Duration { get; set; }

    /// <summary>Specifies the length of the video in frames: 25 + 4n, from 29 to 289. Not with -Duration.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [CsvCell(IsInt32 = true)]
    public int? Frames { get; set; }

    /// <summary>Specifies the seed: -1 (random) to 4294967295.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [CsvCell(IsInt64 = true)]
    public long? Seed { get; set; }

    /// <summary>Indicates that audio is generated, which has a separate price. -GenerateAudio:$false turns off audio.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [CsvCell(IsSwitch = true)]
    public SwitchParameter GenerateAudio { get; set; }

    /// <summary>Indicates that the service also returns the last frame as an image.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [CsvCell(IsSwitch = true)]
    public SwitchParameter ReturnLastFrame { get; set; }

    /// <summary>Indicates that the camera doesn't move.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [CsvCell(IsSwitch = true)]
    public SwitchParameter CameraFixed { get; set; }

    /// <summary>Indicates that the video has a watermark.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [CsvCell(IsSwitch = true)]
    public SwitchParameter Watermark { get; set; }

    /// <summary>Indicates that a fast, low-cost preview is created.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [CsvCell(IsSwitch = true)]
    public SwitchParameter Draft { get; set; }

    /// <summary>Specifies the service tier: default, or flex, which is cheaper and slower.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [CsvCell]
    [ArgumentCompleter(typeof(KnownValueCompleter))]
    public string? ServiceTier { get; set; }

    /// <summary>
    /// Specifies the number of seconds after its creation at which an unfinished task expires: 3600 to 259200. The default of the
    /// service is 172800.
    /// </summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [CsvCell(IsInt32 = true)]
    public int? ExpiresAfterSec { get; set; }

    /// <summary>Specifies the priority of the task: 0 to 9. A higher value is more urgent.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [CsvCell(IsInt32 = true)]
    public int? Priority { get; set; }

    /// <summary>Specifies a stable id of the end user for whom the video is created. Use a hash, not a name.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [CsvCell]
    public string? SafetyIdentifier { get; set; }

    /// <summary>Specifies the absolute http or https URL to which the service POSTs the task, once, when it has ended.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [CsvCell]
    public string? CallbackUrl { get; set; }

    /// <summary>
    /// Specifies additional JSON fields of the request: a hashtable, an object from ConvertFrom-Json, or JSON text. They are sent
    /// without validation.
    /// </summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [JsonObjectArgument]
    public Hashtable? AdditionalProperty { get; set; }

    /// <summary>Indicates that the request is sent even if validation fails.</summary>
    [Parameter]
    public SwitchParameter SkipValidation { get; set; }

    /// <summary>
    /// Specifies the journal, a file in which the cmdlet records each request and its result. If the batch is run again with the
    /// same journal, existing tasks are emitted without being sent.
    /// </summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? JournalPath { get; set; }

    /// <summary>
    /// Specifies the maximum number of requests that are sent at the same time. The default is 8 with -JournalPath, 1 without:
    /// then nothing is created that a following command, such as Select-Object -First, does not use.
    /// </summary>
    [Parameter]
    [ValidateRange(1, 64)]
    public int? ThrottleLimit { get; set; }

    /// <summary>
    /// Specifies the maximum cost in USD. A row whose estimate would exceed it, together with what was spent, is an error. With
    /// -JournalPath, this includes all runs of the batch.
    /// </summary>
    [Parameter]
    [ValidateRange(0.0, 1e9)]
    public decimal? MaxCost { get; set; }

    /// <summary>
    /// Indicates that rows whose cost can't be estimated are created in spite of -MaxCost. They don't count until they have
    /// ended.
    /// </summary>
    [Parameter]
    public SwitchParameter AllowUnknownCost { get; set; }

    /// <summary>
    /// Specifies how long a request is retried while the service is too busy, in seconds. By default, a request that the service
    /// rejects because too many tasks are running is retried while tasks of this command are running and for 10 minutes after
    /// that, and any other request for 10 minutes.
    /// </summary>
    [Parameter]
    [Alias("Timeout")]
    [ValidateRange(-1, int.MaxValue / 1000)]
    public int TimeoutSec { get; set; } = -1;

    /// <summary>
    /// Indicates that requests whose response was lost, and whose task can't be identified in the service's list, are sent again.
    /// Use it with -JournalPath.
    /// </summary>
    [Parameter]
    public SwitchParameter ResendAmbiguous { get; set; }
}
