using System;

namespace MeshVideo.Client.Tests.Fuzzing;

/// <summary>Does something about each note.</summary>
internal sealed class ActionLog(Action<ActivityLevel, string> onNote) : IActivityLog
{
    public bool IsEnabled(ActivityLevel level) => true;

    public void Write(ActivityLevel level, string text) => onNote(level, text);
}
