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

    private readonly Stack<(HttpMessageInvoker Invoker, Stopwatch Idle)> _idle = new();

    /// <summary>Takes a connection for one exchange.</summary>
    public Lease Take()
    {
        lock (_idle)
        {
            while (_idle.Count > 0)
            {
                (HttpMessageInvoker invoker, Stopwatch idle) = _idle.Pop();
                if (idle.Elapsed < MaximumIdleTime)
                {
                    return new Lease(this, invoker);
                }

                invoker.Dispose();
            }
        }

        return new Lease(this, connect());
    }

    private void Return(HttpMessageInvoker invoker)
    {
        lock (_idle)
        {
            _idle.Push((invoker, Stopwatch.StartNew()));
        }
    }

    /// <summary>A connection for one exchange. It is closed unless the exchange was completed.</summary>
    internal sealed class Lease(CreateConnections owner, HttpMessageInvoker invoker) : IDisposable
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
                owner.Return(invoker);
            }
            else
            {
                invoker.Dispose();
            }
        }
    }
}
