using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Net;
using System.Text;
using System.Text.Json;
using System.Threading;
using System.Threading.Tasks;
using MeshVideo.Contract;
using MeshVideo.Http;
using MeshVideo.Json;
using MeshVideo.Requests;

namespace MeshVideo;

/// <summary>The Mesh video service: creates tasks, reads them, lists them. Safe to use from many threads.</summary>
public sealed class MeshVideoClient
{
    /// <summary>How long a read may take with all its tries.</summary>
    public static readonly TimeSpan ReadTime = TimeSpan.FromSeconds(60);

    /// <summary>How long one try of a read may take.</summary>
    private static readonly TimeSpan TryTime = TimeSpan.FromSeconds(30);

    private readonly ApiTransport _transport;
    private readonly TaskCreator _creator;

    /// <summary>Makes a client; nothing is sent yet.</summary>
    /// <param name="connection">The service and the key.</param>
    /// <param name="log">Where to say what happens; nowhere by default.</param>
    public MeshVideoClient(MeshVideoConnection connection, IActivityLog? log = null)
    {
        Connection = connection ?? throw new ArgumentNullException(nameof(connection));
        Log = log is null ? NullLog.Instance : new SanitizingLog(log, connection.Redactor);
        _transport = new ApiTransport(connection, Log);
        _creator = new TaskCreator(connection, _transport, Log);
    }

    /// <summary>The service and the key.</summary>
    public MeshVideoConnection Connection { get; }

    /// <summary>The service that a task was made or read at in this session.</summary>
    /// <param name="task">The task.</param>
    /// <param name="log">Where to say what happens; nowhere by default.</param>
    /// <returns>A client, or null for a task that came from elsewhere, such as a file.</returns>
    public static MeshVideoClient? ForTask(VideoTask task, IActivityLog? log = null) =>
        task.Connection is { } connection ? new MeshVideoClient(connection, log) : null;

    internal IActivityLog Log { get; }

    /// <summary>
    /// Creates a task: the call that costs money. It is sent again only where it surely was not carried out: no connection came
    /// about, or the service answered 429.
    /// </summary>
    /// <param name="request">The video wanted.</param>
    /// <param name="cancellationToken">Stops at once; a request already sent may still be carried out.</param>
    /// <returns>The task: its id from the service, the rest as requested.</returns>
    /// <exception cref="MeshVideoException">
    /// <see cref="MeshVideoErrorKind.CreateOutcomeUnknown"/> where a task may exist; any other kind where none does.
    /// </exception>
    /// <exception cref="CreateInterruptedException">It was called off after it began to go out: a task may exist.</exception>
    public async Task<VideoTask> CreateAsync(VideoRequest request, CancellationToken cancellationToken = default) =>
        await CreateAsync(await PreparedRequest.CreateAsync(request, cancellationToken: cancellationToken).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);

    /// <summary>
    /// Creates a task: the call that costs money. It is sent again only where it surely was not carried out: no connection came
    /// about, or the service answered 429.
    /// </summary>
    /// <param name="request">The video wanted.</param>
    /// <param name="cancellationToken">Stops at once; a request already sent may still be carried out.</param>
    /// <returns>The task: its id from the service, the rest as requested.</returns>
    /// <exception cref="MeshVideoException">
    /// <see cref="MeshVideoErrorKind.CreateOutcomeUnknown"/> where a task may exist; any other kind where none does.
    /// </exception>
    /// <exception cref="CreateInterruptedException">It was called off after it began to go out: a task may exist.</exception>
    public Task<VideoTask> CreateAsync(PreparedRequest request, CancellationToken cancellationToken = default) =>
        _creator.CreateAsync(request, onSendingAgain: null, cancellationToken);

    /// <inheritdoc cref="CreateAsync(PreparedRequest, CancellationToken)"/>
    internal Task<VideoTask> CreateAsync(PreparedRequest request, Action<MeshVideoException> onSendingAgain, CancellationToken cancellationToken) =>
        _creator.CreateAsync(request, onSendingAgain, cancellationToken);

    /// <summary>Reads one task, which also makes the service look how far it is.</summary>
    /// <param name="id">The id of the task.</param>
    /// <param name="cancellationToken">Stops at once.</param>
    /// <returns>The task.</returns>
    /// <exception cref="MeshVideoException">It could not be read.</exception>
    public Task<VideoTask> GetAsync(string id, CancellationToken cancellationToken = default) =>
        WithTriesAsync((time, token) => GetOnceAsync(id, time, token), cancellationToken);

    /// <summary>Reads one task with a single try.</summary>
    internal async Task<VideoTask> GetOnceAsync(string id, TimeSpan time, CancellationToken cancellationToken)
    {
        ApiResponse answer = await _transport.GetAsync(TaskAddress(id), id, time, cancellationToken).ConfigureAwait(false);
        JsonElement document = answer.Read("a task");
        VideoTask? task = TaskReader.ToTask(document, answer.RequestId);
        if (task is null && ErrorResponseMapper.HasError(document))
        {
            throw ErrorResponseMapper.ToException(answer, id, Connection.Redactor);
        }

        task = Connected(task ?? throw answer.Invalid("a task: it has no id", cause: null));
        if (task.Id != id)
        {
            // A cache on the way that mixes its answers up would have one video saved under the name of another.
            throw answer.Invalid("the task asked for: it has another id", cause: null);
        }

        task.ServiceTime = answer.Date;
        return task;
    }

    /// <summary>Reads one page of the list, newest first. The list tells what the service's database knows; it looks at no task anew.</summary>
    /// <param name="query">Which tasks.</param>
    /// <param name="offset">How many to pass over.</param>
    /// <param name="limit">1 to 200.</param>
    /// <param name="cancellationToken">Stops at once.</param>
    /// <returns>The page.</returns>
    /// <exception cref="MeshVideoException">It could not be read.</exception>
    public Task<VideoTaskPage> ListAsync(VideoTaskQuery query, long offset, int limit, CancellationToken cancellationToken = default) =>
        WithTriesAsync((time, token) => ListOnceAsync(query, offset, limit, time, token), cancellationToken);

    /// <summary>Reads one page of the list with a single try.</summary>
    internal Task<VideoTaskPage> ListOnceAsync(VideoTaskQuery query, long offset, int limit, CancellationToken cancellationToken) =>
        ListOnceAsync(query, offset, limit, TryTime, cancellationToken);

    private async Task<VideoTaskPage> ListOnceAsync(VideoTaskQuery query, long offset, int limit, TimeSpan time, CancellationToken cancellationToken)
    {
        Uri address = Connection.Base.Endpoint("video/generations" + QueryText(query, offset, limit));
        ApiResponse answer = await _transport.GetAsync(address, taskId: null, time, cancellationToken).ConfigureAwait(false);
        JsonElement page = answer.Read("a list of tasks");
        JsonElement rows = page.Property("data");
        if (rows.ValueKind != JsonValueKind.Array)
        {
            throw ErrorResponseMapper.HasError(page) ? ErrorResponseMapper.ToException(answer, taskId: null, Connection.Redactor) : answer.Invalid("a list of tasks", cause: null);
        }

        IEnumerable<VideoTask> tasks = rows.Items().Select(row => TaskReader.ToTask(row, answer.RequestId)).OfType<VideoTask>().Select(Connected);
        int count = rows.GetArrayLength();
        return new VideoTaskPage([.. tasks], page.Property("has_more").AsBoolean() ?? count >= limit, page.Property("total").AsInt64()) { Rows = count };
    }

    /// <summary>Reads the catalogue of models that make videos.</summary>
    /// <param name="cancellationToken">Stops at once.</param>
    /// <returns>The models with their prices.</returns>
    /// <exception cref="MeshVideoException">It could not be read.</exception>
    public Task<IReadOnlyList<VideoModel>> ListModelsAsync(CancellationToken cancellationToken = default) =>
        WithTriesAsync<IReadOnlyList<VideoModel>>(
            async (time, token) =>
            {
                ApiResponse answer = await _transport.GetAsync(Connection.Base.Endpoint("models?type=video"), taskId: null, time, token).ConfigureAwait(false);
                return ModelReader.ToModels(answer.Read("a list of models", mayBeArray: true));
            },
            cancellationToken);

    // Each try has its own time, and the last one no more than what is left.
    private Task<T> WithTriesAsync<T>(Func<TimeSpan, CancellationToken, Task<T>> read, CancellationToken cancellationToken)
    {
        DateTimeOffset deadline = DateTimeOffset.UtcNow + ReadTime;
        return ReadRetry.RunAsync(
            token => read(deadline - DateTimeOffset.UtcNow is var left && left > TimeSpan.Zero && left < TryTime ? left : TryTime, token),
            deadline,
            Log,
            cancellationToken);
    }

    private VideoTask Connected(VideoTask task)
    {
        task.Connection = Connection;
        task.ReadAt = DateTimeOffset.UtcNow;
        return task;
    }

    private Uri TaskAddress(string id)
    {
        // A dot segment would be folded away by the address, and the request would go to another endpoint.
        if (string.IsNullOrWhiteSpace(id) || id is "." or "..")
        {
            throw new MeshVideoException(MeshVideoErrorKind.InvalidRequest, $"'{id}' is not a valid task id. Nothing was sent.") { TaskId = id };
        }

        return Connection.Base.Endpoint("video/generations/" + Uri.EscapeDataString(id));
    }

    private static string QueryText(VideoTaskQuery query, long offset, int limit)
    {
        StringBuilder text = new();
        void Add(string name, string value) => text.Append(text.Length == 0 ? '?' : '&').Append(name).Append('=').Append(WebUtility.UrlEncode(value));

        foreach (string status in query.Statuses)
        {
            Add("status", status);
        }

        foreach (string model in query.Models)
        {
            Add("model", model);
        }

        if (query.CreatedAfter is { } after)
        {
            Add("created_after", TimeFormat.Iso8601Microseconds(after));
        }

        if (query.CreatedBefore is { } before)
        {
            Add("created_before", TimeFormat.Iso8601Microseconds(before));
        }

        Add("limit", limit.ToString(CultureInfo.InvariantCulture));
        Add("offset", offset.ToString(CultureInfo.InvariantCulture));
        return text.ToString();
    }
}
