using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Net.Http;

namespace MeshVideo.Http;

/// <summary>
/// The connections for creates. A server may close a connection that idles just as the next request goes out on it, and then nobody can
/// tell whether a paid request was carried out. So a create takes a connection that was in use a moment ago, or a new one.
/// </summary>
internal sealed class CreateConnections(Func<HttpMessageInvoker> connect)
{
    /// <summary>Far below what servers keep an idle connection for.</summary>
    private static readonly TimeSpan MaximumIdleTime = TimeSpan.FromMilliseconds(250);

    // The most recently used is the last.
    private readonly List<(string Server, HttpMessageInvoker Invoker, Stopwatch Idle)> _idle = [];

    /// <summary>Takes a connection for one exchange.</summary>
    /// <param name="server">The server's host and port.</param>
    public Lease Take(string server)
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

    /// <summary>A connection for one exchange. It is closed unless the exchange was completed.</summary>
    internal sealed class Lease(CreateConnections owner, string server, HttpMessageInvoker invoker) : IDisposable
    {
        private bool _isCompleted;

        /// <summary>Sends over the connection.</summary>
        public HttpMessageInvoker Invoker => invoker;

        /// <summary>Says that the whole response was read, so that another request can follow.</summary>
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
