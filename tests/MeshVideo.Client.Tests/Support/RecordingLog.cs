using System.Collections.Concurrent;
using System.Linq;

namespace MeshVideo.Client.Tests.Support;

/// <summary>Keeps every note.</summary>
internal sealed class RecordingLog : IActivityLog
{
    private readonly ConcurrentQueue<(ActivityLevel Level, string Text)> _notes = new();

    /// <summary>All texts, one a line.</summary>
    public string Text => string.Join('\n', _notes.Select(note => note.Text));

    public int Count(ActivityLevel level) => _notes.Count(note => note.Level == level);

    public bool IsEnabled(ActivityLevel level) => true;

    public void Write(ActivityLevel level, string text) => _notes.Enqueue((level, text));
}
