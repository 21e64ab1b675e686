using System.Collections.Generic;
using MeshVideo.Binding;

namespace MeshVideo.Commands;

/// <content>Reading the tasks of a journal.</content>
public sealed partial class GetMeshVideoCommand
{
    private int _failuresInARow;
    private MeshVideoException? _lastFailure;

    private void ReadJournal()
    {
        string path = RunOrTerminate(() => JournalFilePath.Resolve(JournalPath!, SessionState));
        IReadOnlyList<VideoTask> tasks = RunOrTerminate(() => BatchJournal.ReadTasks(path));
        for (int index = 0; index < tasks.Count; index++)
        {
            if (HasServiceFailed())
            {
                WriteNotRead(path, tasks.Count - index);
                return;
            }

            Read(tasks[index]);
        }
    }

    // Each task would take its time to fail, which is hours for a large journal.
    private bool HasServiceFailed()
    {
        if (_failuresInARow >= MaximumReads)
        {
            // The service may have recovered since.
            WriteAll();
        }

        return _failuresInARow >= MaximumReads;
    }

    private void WriteNotRead(string path, int count)
    {
        string message = $"{count} tasks of the journal were not read, because the last {_failuresInARow} requests failed. "
            + _lastFailure!.Message;
        WriteException(new MeshVideoException(_lastFailure.Kind, message, _lastFailure), path);
    }
}
