using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using MeshVideo.Media;
using MeshVideo.Requests;

namespace MeshVideo.Validation;

/// <summary>The parts as they are sent, but with files that have been looked at already; nothing stands for one that cannot be sent.</summary>
internal sealed class KnownFiles(IReadOnlyDictionary<MediaSource, MediaFile?> files) : IBodyParts
{
    public Task<MediaText> MediaAsync(MediaInput input, CancellationToken cancellationToken)
    {
        MediaFile? file = files[input.Source];
        return Task.FromResult(file is null ? new MediaText(input.Source.Url ?? string.Empty) : new MediaText(file.DataUriPrefix, file));
    }

    public string Text(string text) => text;
}
