namespace System.Threading;

#pragma warning disable CS9216 // This lock is a monitor.

/// <summary>Replaces the lock of .NET 9.</summary>
internal sealed class Lock
{
    public Scope EnterScope()
    {
        Monitor.Enter(this);
        return new Scope(this);
    }

    public readonly ref struct Scope(Lock owner)
    {
        private readonly Lock _owner = owner;

        public void Dispose() => Monitor.Exit(_owner);
    }
}
