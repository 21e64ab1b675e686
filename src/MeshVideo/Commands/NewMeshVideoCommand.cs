using System.Collections;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using MeshVideo.Binding;

namespace MeshVideo.Commands;

/// <summary>Creates a task for each prompt or row, one after the other, and emits each as soon as it exists.</summary>
[Cmdlet(VerbsCommon.New, "MeshVideo", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium)]
[OutputType(typeof(VideoTask))]
public sealed class NewMeshVideoCommand : MeshVideoCommand
{
    /// <summary>What to show. May be left out where media or a draft is given.</summary>
    [Parameter(Position = 0, ValueFromPipelineByPropertyName = true)]
    [Cell]
    public string? Prompt { get; set; }

    /// <summary>A prompt, or a row or object whose properties are this command's parameters. It becomes the task's Source.</summary>
    [Parameter(ValueFromPipeline = true)]
    public PSObject? InputObject { get; set; }

    /// <summary>The model. Default: byteplus/dreamina-seedance-2-0.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Cell]
    public string? Model { get; set; }

    /// <summary>The still that the video begins with: a file, an http(s) link, a data URI or an asset.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Cell]
    public string? FirstFrame { get; set; }

    /// <summary>The still that the video ends with, together with -FirstFrame.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Cell]
    public string? LastFrame { get; set; }

    /// <summary>Stills to go by.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Cell]
    public string[]? ReferenceImage { get; set; }

    /// <summary>Clips to go by.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Cell]
    public string[]? ReferenceVideo { get; set; }

    /// <summary>Sound to go by, together with at least one image or clip.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Cell]
    public string[]? ReferenceAudio { get; set; }

    /// <summary>The id of the draft to make final.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Cell]
    public string? DraftTaskId { get; set; }

    /// <summary>480p, 720p, 1080p, or 4k on some models.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Cell]
    public string? Resolution { get; set; }

    /// <summary>Width to height: 16:9, 4:3, 1:1, 3:4, 9:16, 21:9 or adaptive.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Cell]
    public string? Ratio { get; set; }

    /// <summary>Length in seconds; -1 lets some models choose. Not together with -Frames.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Cell]
    public int? Duration { get; set; }

    /// <summary>Length in frames: 25 + 4n, 29 to 289. Not together with -Duration.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Cell]
    public int? Frames { get; set; }

    /// <summary>The seed: -1 (random) to 4294967295.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Cell]
    public long? Seed { get; set; }

    /// <summary>Makes sound; priced differently. -GenerateAudio:$false makes none.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Cell(IsSwitch = true)]
    public SwitchParameter GenerateAudio { get; set; }

    /// <summary>Gives a link to the last frame too.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Cell(IsSwitch = true)]
    public SwitchParameter ReturnLastFrame { get; set; }

    /// <summary>Keeps the camera still.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Cell(IsSwitch = true)]
    public SwitchParameter CameraFixed { get; set; }

    /// <summary>Marks the video.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Cell(IsSwitch = true)]
    public SwitchParameter Watermark { get; set; }

    /// <summary>Makes a fast, low-cost preview.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Cell(IsSwitch = true)]
    public SwitchParameter Draft { get; set; }

    /// <summary>default or flex.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Cell]
    public string? ServiceTier { get; set; }

    /// <summary>Seconds from creation after which the task expires: 3600 to 259200. The service's default is 172800.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Cell]
    public int? ExpiresAfterSec { get; set; }

    /// <summary>0 to 9, higher is more urgent.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Cell]
    public int? Priority { get; set; }

    /// <summary>A stable id (a hash) of the end user.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Cell]
    public string? SafetyIdentifier { get; set; }

    /// <summary>Where the service shall POST the finished task.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Cell]
    public string? CallbackUrl { get; set; }

    /// <summary>More fields of the request's JSON, sent as they are.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public Hashtable? AdditionalProperty { get; set; }

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        if (!IsRehearsal)
        {
            // Without a key the whole pipeline ends here, before a row is read.
            _ = Client;
        }
    }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        object? input = InputObject ?? (object?)Prompt;
        try
        {
            VideoRequest request = BuildRequest();
            string service = IsRehearsal ? "the service" : Client.Connection.ToString();
            if (ShouldProcess(Describe(request), $"Create a video task at {service}"))
            {
                VideoTask task = Await(Client.CreateAsync(request, StopToken));
                task.Source = InputObject;
                WriteObject(task);
            }
        }
        catch (MeshVideoException exception)
        {
            WriteFault(exception, input);
        }
    }

    private bool IsRehearsal => MyInvocation.BoundParameters.TryGetValue("WhatIf", out object whatIf)
        ? ((SwitchParameter)whatIf).IsPresent
        : LanguagePrimitives.IsTrue(GetVariableValue("WhatIfPreference"));

    private VideoRequest BuildRequest()
    {
        VideoRequest request = new()
        {
            Prompt = PromptText,
            Model = Model ?? VideoRequest.DefaultModel,
            FirstFrame = Media(FirstFrame, nameof(FirstFrame)),
            LastFrame = Media(LastFrame, nameof(LastFrame)),
            ReferenceImages = Media(ReferenceImage, nameof(ReferenceImage)),
            ReferenceVideos = Media(ReferenceVideo, nameof(ReferenceVideo)),
            ReferenceAudios = Media(ReferenceAudio, nameof(ReferenceAudio)),
            DraftTaskId = DraftTaskId,
            Resolution = Resolution,
            Ratio = Ratio,
            Duration = Duration,
            Frames = Frames,
            Seed = Seed,
            GenerateAudio = Given(nameof(GenerateAudio), GenerateAudio),
            ReturnLastFrame = Given(nameof(ReturnLastFrame), ReturnLastFrame),
            CameraFixed = Given(nameof(CameraFixed), CameraFixed),
            Watermark = Given(nameof(Watermark), Watermark),
            Draft = Given(nameof(Draft), Draft),
            ServiceTier = ServiceTier,
            ExpiresAfterSec = ExpiresAfterSec,
            Priority = Priority,
            SafetyIdentifier = SafetyIdentifier,
            CallbackUrl = CallbackUrl,
            AdditionalProperties = PlainValues.FromTable(AdditionalProperty),
        };
        return request.HasContent
            ? request
            : throw new MeshVideoException(MeshVideoErrorKind.InvalidRequest, $"A video needs a prompt, media or a draft{Columns}. Nothing was sent. Give -Prompt, or a row with a Prompt column.");
    }

    // Text on the pipeline is a prompt. A parameter of type string that took pipeline input would take any object for text: a row whose
    // Prompt column is misspelled would be made into a video, and paid for.
    private string? PromptText
    {
        get
        {
            string? text = Prompt ?? InputObject?.BaseObject as string;
            return string.IsNullOrWhiteSpace(text) ? null : text;
        }
    }

    private static string Describe(VideoRequest request) => $"'{request}' with {request.Model}";

    // What the row has instead shows a misspelling at a glance.
    private string Columns => InputObject is null || InputObject.BaseObject is string
        ? string.Empty
        : $"; the object has {string.Join(", ", InputObject.Properties.Take(12).Select(property => property.Name))}";

    // Off and not given differ: the service has defaults of its own. An empty cell binds as off, and only the row tells.
    private bool? Given(string name, SwitchParameter value)
    {
        bool isEmptyCell = InputObject?.Properties[name]?.Value is string text && string.IsNullOrWhiteSpace(text);
        return MyInvocation.BoundParameters.ContainsKey(name) && !isEmptyCell ? value.IsPresent : null;
    }

    private MediaSource? Media(string? text, string parameter) =>
        string.IsNullOrWhiteSpace(text) ? null : MediaPath.Resolve(text!, parameter, SessionState);

    private IReadOnlyList<MediaSource> Media(string[]? texts, string parameter) =>
        [.. (texts ?? []).Select(text => Media(text, parameter)).OfType<MediaSource>()];
}
