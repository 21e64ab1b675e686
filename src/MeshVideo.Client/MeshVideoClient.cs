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

/// <summary>Creates, reads and lists tasks of the Mesh video service. All members are thread-safe.</summary>
public sealed partial class MeshVideoClient
{
    /// <summary>The timeout of a read, including all attempts and delays.</summary>
    public static readonly TimeSpan ReadTimeout = TimeSpan.FromSeconds(60);

    /// <summary>The timeout of one attempt of a read.</summary>
    private static readonly TimeSpan AttemptTimeout = TimeSpan.FromSeconds(30);

    private readonly ApiTransport _transport;
    private readonly TaskCreator _creator;

    /// <summary>Initializes a client. Nothing is sent.</summary>
    /// <param name="connection">The service and the API key.</param>
    /// <param name="log">The log; null to discard messages.</param>
    public MeshVideoClient(MeshVideoConnection connection, IActivityLog? log = null)
    {
        Connection = connection ?? throw new ArgumentNullException(nameof(connection));
        Log = new SanitizingLog(log, connection.Redactor);
        _transport = new ApiTransport(connection, Log);
        _creator = new TaskCreator(connection, _transport, Log);
    }

    /// <summary>Gets the service and the API key.</summary>
    public MeshVideoConnection Connection { get; }

    /// <summary>Creates a client for the service that a task was created or read at in this session.</summary>
    /// <param name="task">The task.</param>
    /// <param name="log">The log; null to discard messages.</param>
    /// <returns>The client; null for a task that does not come from the service, such as one read from a file.</returns>
    public static MeshVideoClient? ForTask(VideoTask task, IActivityLog? log = null) =>
        task.Connection is { } connection ? new MeshVideoClient(connection, log) : null;

    internal IActivityLog Log { get; }

    /// <summary>
    /// Creates a task, which is charged. The request is sent again only if the service cannot have processed it: because no
    /// connection was established, or the service responded with 429.
    /// </summary>
    /// <param name="request">The video to create.</param>
    /// <param name="cancellationToken">
    /// Cancels the request immediately. The service may still process a request that was already sent.
    /// </param>
    /// <returns>The task, with the id that the service returned and the values of the request.</returns>
    /// <exception cref="MeshVideoException">
    /// <see cref="MeshVideoErrorKind.CreateOutcomeUnknown"/> if a task may exist; another kind if no task was created.
    /// </exception>
    /// <exception cref="CreateInterruptedException">The request was canceled after sending began. A task may exist.</exception>
    public async Task<VideoTask> CreateAsync(VideoRequest request, CancellationToken cancellationToken = default) =>
        await CreateAsync(
            await PreparedRequest.CreateAsync(request, cancellationToken: cancellationToken).ConfigureAwait(false),
            cancellationToken)
            .ConfigureAwait(false);

    /// <inheritdoc cref="CreateAsync(VideoRequest, CancellationToken)"/>
    public Task<VideoTask> CreateAsync(PreparedRequest request, CancellationToken cancellationToken = default) =>
        CreateAsync(request, new CreateThrottle(), cancellationToken);

    /// <summary>Creates a task as one of a batch.</summary>
    /// <param name="request">The video to create.</param>
    /// <param name="throttle">Limits the creates of the batch.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <inheritdoc cref="CreateAsync(VideoRequest, CancellationToken)" path="/returns|/exception"/>
    public async Task<VideoTask> CreateAsync(
        PreparedRequest request, CreateThrottle throttle, CancellationToken cancellationToken = default)
    {
        Task<VideoTask> SendAsync() => CreateAsync(request, throttle, NullAttemptRecorder.Instance, cancellationToken);
        return await (throttle.SpendingLimit is { } limit
            ? limit.Reserve(request.Cost ?? request.EstimateCost(limit.Estimator)).RunAsync(SendAsync)
            : SendAsync()).ConfigureAwait(false);
    }

    /// <summary>Creates a task, and records the attempts.</summary>
    internal Task<VideoTask> CreateAsync(
        PreparedRequest request, CreateThrottle throttle, IAttemptRecorder recorder, CancellationToken cancellationToken) =>
        _creator.CreateAsync(request, throttle, recorder, cancellationToken);

    /// <summary>Reads a task. The service then updates its status from the provider.</summary>
    /// <param name="id">The id of the task.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <returns>The task.</returns>
    /// <exception cref="MeshVideoException">The request failed, after all attempts.</exception>
    public Task<VideoTask> GetAsync(string id, CancellationToken cancellationToken = default) =>
        RetryReadAsync((timeout, token) => GetOnceAsync(id, timeout, token), cancellationToken);

    /// <summary>Reads a task without a retry.</summary>
    internal async Task<VideoTask> GetOnceAsync(string id, TimeSpan timeout, CancellationToken cancellationToken)
    {
        ApiResponse response = await _transport.GetAsync(GetTaskAddress(id), id, timeout, cancellationToken)
            .ConfigureAwait(false);
        JsonElement document = response.Read("a task");
        VideoTask? task = TaskReader.ToTask(document, response.RequestId);
        if (task is null && ErrorResponseMapper.HasError(document))
        {
            throw ErrorResponseMapper.ToException(response, id, Connection.Redactor);
        }

        task = Attach(task ?? throw response.CreateInvalidResponseException("a task, because it has no id", cause: null));
        if (task.Id != id)
        {
            // A faulty cache can return the response for another task. The video of that task must not be saved under the name of
            // this one.
            throw response.CreateInvalidResponseException("the requested task, because it has a different id", cause: null);
        }

        task.ServiceTime = response.Date;
        return task;
    }

    /// <summary>
    /// Reads a page of the list of tasks, newest first. The service does not update the status of listed tasks from the provider.
    /// </summary>
    /// <param name="query">The tasks to list.</param>
    /// <param name="offset">The number of tasks to skip.</param>
    /// <param name="limit">The maximum number of tasks: 1 to 200.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <returns>The page.</returns>
    /// <exception cref="MeshVideoException">The request failed, after all attempts.</exception>
    public Task<VideoTaskPage> ListAsync(
        VideoTaskQuery query, long offset, int limit, CancellationToken cancellationToken = default) =>
        RetryReadAsync((timeout, token) => ListOnceAsync(query, offset, limit, timeout, token), cancellationToken);

    /// <summary>Reads a page of the list without a retry.</summary>
    internal Task<VideoTaskPage> ListOnceAsync(
        VideoTaskQuery query, long offset, int limit, CancellationToken cancellationToken) =>
        ListOnceAsync(query, offset, limit, AttemptTimeout, cancellationToken);

    private async Task<VideoTaskPage> ListOnceAsync(
        VideoTaskQuery query, long offset, int limit, TimeSpan timeout, CancellationToken cancellationToken)
    {
        Uri address = Connection.Base.Endpoint("video/generations" + FormatQuery(query, offset, limit));
        ApiResponse response = await _transport.GetAsync(address, taskId: null, timeout, cancellationToken).ConfigureAwait(false);
        JsonElement page = response.Read("a list of tasks");
        JsonElement rows = page.Property("data");
        if (rows.ValueKind != JsonValueKind.Array)
        {
            throw ErrorResponseMapper.HasError(page)
                ? ErrorResponseMapper.ToException(response, taskId: null, Connection.Redactor)
                : response.CreateInvalidResponseException("a list of tasks", cause: null);
        }

        IEnumerable<VideoTask> tasks =
            rows.Items().Select(row => TaskReader.ToTask(row, response.RequestId)).OfType<VideoTask>().Select(Attach);
        int count = rows.GetArrayLength();
        bool hasMore = page.Property("has_more").AsBoolean() ?? count >= limit;
        return new VideoTaskPage([.. tasks], hasMore, page.Property("total").AsInt64()) { Rows = count };
    }

    /// <summary>Reads the list of models that generate videos.</summary>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <returns>The models with their prices.</returns>
    /// <exception cref="MeshVideoException">The request failed, after all attempts.</exception>
    public Task<IReadOnlyList<VideoModel>> ListModelsAsync(CancellationToken cancellationToken = default) =>
        ListModelsAsync(ModelTable.Default, cancellationToken);

    /// <summary>Reads the list of models that generate videos.</summary>
    /// <param name="table">The table of models, for what they accept.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <returns>The models with their prices.</returns>
    /// <exception cref="MeshVideoException">The request failed, after all attempts.</exception>
    public Task<IReadOnlyList<VideoModel>> ListModelsAsync(ModelTable table, CancellationToken cancellationToken = default) =>
        RetryReadAsync<IReadOnlyList<VideoModel>>(
            async (timeout, token) =>
            {
                ApiResponse response = await _transport.GetAsync(
                    Connection.Base.Endpoint("models?type=video"), taskId: null, timeout, token)
                    .ConfigureAwait(false);
                JsonElement document = response.Read("a list of models", allowArray: true);
                return ModelReader.ToModels(document, table)
                    ?? throw (ErrorResponseMapper.HasError(document)
                        ? ErrorResponseMapper.ToException(response, taskId: null, Connection.Redactor)
                        : response.CreateInvalidResponseException("a list of models", cause: null));
            },
            cancellationToken);

    // Each attempt has its own timeout. The last one ends at the deadline.
    private Task<T> RetryReadAsync<T>(Func<TimeSpan, CancellationToken, Task<T>> read, CancellationToken cancellationToken)
    {
        DateTimeOffset deadline = DateTimeOffset.UtcNow + ReadTimeout;
        return ReadRetry.RunAsync(
            token =>
                read(
                    deadline - DateTimeOffset.UtcNow is var remaining && remaining > TimeSpan.Zero && remaining < AttemptTimeout
                        ? remaining
                        : AttemptTimeout,
                    token),
            deadline,
            Log,
            cancellationToken);
    }

    private VideoTask Attach(VideoTask task)
    {
        task.Connection = Connection;
        task.ReadAt = DateTimeOffset.UtcNow;
        Connection.Capacity.Observe(task.Id, task.IsFinished);
        return task;
    }

    private Uri GetTaskAddress(string id)
    {
        // A URI removes dot segments, so that the request would go to another endpoint.
        if (string.IsNullOrWhiteSpace(id) || id is "." or "..")
        {
            throw new MeshVideoException(
                MeshVideoErrorKind.InvalidRequest, $"'{id}' is not a valid task id. Nothing was sent.")
            { TaskId = id };
        }

        return Connection.Base.Endpoint("video/generations/" + Uri.EscapeDataString(id));
    }

    private static string FormatQuery(VideoTaskQuery query, long offset, int limit)
    {
        StringBuilder text = new();
        void Add(string name, string value) =>
            text.Append(text.Length == 0 ? '?' : '&').Append(name).Append('=').Append(WebUtility.UrlEncode(value));

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
