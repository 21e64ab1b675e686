using System.Threading;
using System.Threading.Tasks;
using MeshVideo.Media;

namespace MeshVideo.Requests;

/// <summary>How the parts of a request are written that may differ between what is sent and what is shown.</summary>
internal interface IBodyParts
{
    /// <summary>What stands for a media input.</summary>
    Task<MediaText> MediaAsync(MediaInput input, CancellationToken cancellationToken);

    /// <summary>What stands for a text.</summary>
    string Text(string text);
}

/// <summary>The text of a media input's url, and the file whose bytes follow it, if one is to be sent.</summary>
internal readonly record struct MediaText(string Text, MediaFile? File = null);
