using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Threading;
using System.Threading.Tasks;

namespace MeshVideo;

/// <content>The check of the connection.</content>
public sealed partial class MeshVideoClient
{
    /// <summary>Checks the connection by reading the models and counting the tasks, which is not charged.</summary>
    /// <param name="table">The table of models.</param>
    /// <param name="cancellationToken">Cancels the check.</param>
    /// <returns>What was found. Errors are part of it.</returns>
    public async Task<ConnectionStatus> CheckConnectionAsync(ModelTable table, CancellationToken cancellationToken = default)
    {
        Uri address = Connection.Base.Endpoint("models");
        ConnectionStatus status = new()
        {
            Service = new Uri(address.GetLeftPart(UriPartial.Authority)),
            Proxy = Connection.Handlers.GetRoute(address)?.ToString(),
        };
        Stopwatch watch = Stopwatch.StartNew();
        try
        {
            IReadOnlyList<VideoModel> models = await ListModelsAsync(table, cancellationToken).ConfigureAwait(false);
            status = status with { Models = models, ResponseTime = watch.Elapsed };
        }
        catch (MeshVideoException exception)
        {
            status = status with { Error = exception, ResponseTime = exception.StatusCode is null ? null : watch.Elapsed };
        }

        if (status.Error is null)
        {
            status = await CountTasksAsync(status, cancellationToken).ConfigureAwait(false);
        }

        (DateTimeOffset ExpiresAt, string Issuer)? certificate = Connection.Handlers.Certificates.Find(address.Host);
        return status with
        {
            ClockOffset = Connection.Clock.Offset,
            CertificateExpiresAt = certificate?.ExpiresAt,
            CertificateIssuer = certificate?.Issuer,
        };
    }

    private async Task<ConnectionStatus> CountTasksAsync(ConnectionStatus status, CancellationToken cancellationToken)
    {
        try
        {
            VideoTaskQuery pending = new() { Statuses = ["queued", "running"] };
            return status with { PendingTasks = (await ListAsync(pending, 0, 1, cancellationToken).ConfigureAwait(false)).Total };
        }
        catch (MeshVideoException exception)
        {
            return status with { TaskError = exception };
        }
    }
}
