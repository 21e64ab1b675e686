#if !NET
using System.IO;
using System.Threading;
using System.Threading.Tasks;

namespace System.Net.Http;

/// <summary>Methods of <see cref="HttpContent"/> that .NET 8 has and .NET Standard 2.0 lacks.</summary>
internal static class HttpContentPolyfills
{
    public static Task<Stream> ReadAsStreamAsync(this HttpContent content, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return content.ReadAsStreamAsync();
    }
}
#endif
