using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Net.Http;

namespace MeshVideo.Http;

/// <summary>
/// Manages the connections for creates. A server can close an idle connection at the moment when the next request is sent on it.
/// It is then unknown whether the request was processed, and a create is charged. So a create uses a connection that was in use a
/// moment ago, or a new one.
/// </summary>
internal sealed class CreateConnections(Func<HttpMessageInvoker> connect)
{
    /// <summary>Servers close idle connections after a much longer time.</summary>
    private static readonly TimeSpan MaximumIdleTime = TimeSpan.FromMilliseconds(250);

    // The most recently used connection is the last.
    private readonly List<(string Server, HttpMessageInvoker Invoker, Stopwatch Idle)> _idle = [];

    /// <summary>Rents a connection for one request.</summary>
    /// <param name="server">The host and port of the server.</param>
    public Lease Rent(string server)
    {
        lock (_idle)
        {
            int stale = _idle.FindLastIndex(connection => connection.Idle.Elapsed >= MaximumIdleTime) + 1;
            _idle.GetRange(0, stale).ForEach(connection => connection.Invoker.Dispose());
            _idle.RemoveRange(0, stale);
            int last = _idle.FindLastIndex(connection => connection.Server == server);
            if (last >= 0)
            {
                HttpMessageInvoker invoker = _idle[last].Invoker;
                _idle.RemoveAt(last);
                return new Lease(this, server, invoker);
            }
        }

        return new Lease(this, server, connect());
    }

    private void Return(string server, HttpMessageInvoker invoker)
    {
        lock (_idle)
        {
            _idle.Add((server, invoker, Stopwatch.StartNew()));
        }
    }

    /// <summary>Represents a rented connection. Disposing it closes the connection unless the request was completed.</summary>
    internal sealed class Lease(CreateConnections owner, string server, HttpMessageInvoker invoker) : IDisposable
    {
        private bool _isCompleted;

        /// <summary>Gets the object that sends over the connection.</summary>
        public HttpMessageInvoker Invoker => invoker;

        /// <summary>Marks the connection as reusable, because the response was read completely.</summary>
        public void Complete() => _isCompleted = true;

        /// <inheritdoc/>
        public void Dispose()
        {
            if (_isCompleted)
            {
                owner.Return(server, invoker);
            }
            else
            {
                invoker.Dispose();
            }
        }
    }
}
