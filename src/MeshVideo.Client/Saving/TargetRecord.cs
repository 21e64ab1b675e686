using System;
using System.IO;
using MeshVideo.Storage;

namespace MeshVideo.Saving;

/// <summary>What the record of a target says of one file of a task, and what is to be said there.</summary>
internal sealed class TargetRecord
{
    private readonly SaveRecordFile _file;
    private readonly string _task;
    private readonly WantedFile _wanted;
    private readonly Action<string> _note;
    private SaveRecord _record;

    public TargetRecord(PrivateFolder folder, string target, string task, WantedFile wanted, Action<string> note)
    {
        _file = new SaveRecordFile(folder, target);
        _task = task;
        _wanted = wanted;
        _note = note;
        _record = _file.Read();
    }

    /// <summary>The file as it was saved at the target; null where the target was made from something else, or is not known.</summary>
    public SavedFile? Saved => OfTask(_record.Saved);

    /// <summary>The same, where it was about to be replaced when a run died.</summary>
    public SavedFile? Replaced => OfTask(_record.Replaced);

    /// <summary>Whether nothing can be written down.</summary>
    public bool IsUnwritable { get; private set; }

    /// <summary>Reads it again, now that nobody else can write to it.</summary>
    public void Reload() => _record = _file.Read();

    /// <summary>What an earlier run had of the file at that place.</summary>
    public UnfinishedFile? UnfinishedFrom(string source) =>
        _record.Part is { } part && part.Task == _task && part.File == _wanted.Name && part.Source == source ? part : null;

    public void NoteUnfinished(string source, string tag, long? length, long flushed) => TryWrite(_record with
    {
        Part = new UnfinishedFile { Task = _task, File = _wanted.Name, Source = source, ETag = tag, Length = length, Flushed = flushed },
    });

    /// <summary>Writes down that a file is begun. Its record has its place on the disk then, should the disk be full in the end.</summary>
    /// <exception cref="IOException">The record still tells of other bytes, which the next run would take for the beginning.</exception>
    public void NoteBegun(string source)
    {
        if (UnfinishedFrom(source) is { Flushed: 0 })
        {
            return;
        }

        SaveRecord begun = _record with { Part = new UnfinishedFile { Task = _task, File = _wanted.Name, Source = source, ETag = string.Empty, Flushed = 0 } };
        if (_record.Part is { Flushed: > 0 })
        {
            Write(begun);
        }
        else
        {
            TryWrite(begun);
        }
    }

    /// <summary>Strikes out what is said of the part file.</summary>
    /// <exception cref="IOException">It still stands there.</exception>
    /// <exception cref="UnauthorizedAccessException">It still stands there.</exception>
    public void StrikeOutUnfinished()
    {
        if (_record.Part is not null)
        {
            Write(_record with { Part = null });
        }
    }

    /// <summary>Says that the file is saved while it is given its name; where that fails, says what it said before.</summary>
    public void NoteSaved(string? type, long length, long modified, Action giveName)
    {
        SaveRecord before = _record;
        // First, so that a run that is killed in between can be gone on with: the part file is recognised by it as well.
        SavedFile saved = new() { Task = _task, File = _wanted.Name, Type = type, Length = length, Modified = modified };
        TryWrite(new SaveRecord { Saved = saved, Replaced = before.Saved }, flush: true);
        try
        {
            giveName();
        }
        catch
        {
            TryWrite(before);
            throw;
        }
    }

    private SavedFile? OfTask(SavedFile? file) => file is not null && file.Task == _task && file.File == _wanted.Name ? file : null;

    private void TryWrite(SaveRecord record, bool flush = false)
    {
        try
        {
            Write(record, flush);
        }
        catch (Exception exception) when (DiskWork.IsItsFault(exception))
        {
            if (!IsUnwritable)
            {
                _note($"no record of the {_wanted.Noun} can be kept, so that a later run cannot continue or recognise it: {exception.Message.TrimEnd('.')}");
            }

            IsUnwritable = true;
        }
    }

    private void Write(SaveRecord record, bool flush = false)
    {
        if (_record.IsPlaceholder && record != SaveRecord.Empty)
        {
            // Half of the new one, after a loss of power, tells no less than the old one did. A new file for each costs more than it seems.
            _file.WriteInPlace(record, flush);
        }
        else
        {
            _file.Write(record, flush);
        }

        _record = record;
    }
}
