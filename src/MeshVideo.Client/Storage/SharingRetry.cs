using System;
using System.Threading;

namespace MeshVideo.Storage;

/// <summary>Repeats a file operation for a second while another program, such as a virus scanner, has the file open.</summary>
internal static class SharingRetry
{
    private const int MaximumAttempts = 40;

    private static readonly TimeSpan Delay = TimeSpan.FromMilliseconds(25);

    public static void Run(Action operation) => Run(() =>
    {
        operation();
        return true;
    });

    public static T Run<T>(Func<T> operation)
    {
        for (int attempts = 1; ; attempts++)
        {
            try
            {
                return operation();
            }
            catch (Exception exception) when (FileErrors.IsInUse(exception) && attempts < MaximumAttempts)
            {
                Thread.Sleep(Delay);
            }
        }
    }
}
