using System;
using System.Collections.Generic;
using System.Linq;

namespace MeshVideo;

/// <summary>
/// Removes the signature parameters of links. They differ each time a link is created although the file is the same, so they must
/// not distinguish requests.
/// </summary>
internal static class SignedUrl
{
    /// <summary>Amazon S3, Google Cloud Storage, Volcengine TOS, Alibaba OSS, Tencent COS and Huawei OBS.</summary>
    private static readonly string[] SignaturePrefixes =
        ["X-Amz-", "X-Goog-", "X-Tos-", "X-Oss-", "X-Cos-", "X-Obs-", "q-sign-", "q-key-"];

    /// <summary>Older forms of these services, CloudFront, and content delivery networks.</summary>
    private static readonly HashSet<string> SignatureNames = new(StringComparer.OrdinalIgnoreCase)
    {
        "Signature", "Expires", "Policy", "Key-Pair-Id", "AWSAccessKeyId", "GoogleAccessId", "OSSAccessKeyId", "AccessKeyId",
        "security-token",
        "q-ak", "q-header-list", "q-url-param-list", "q-signature", "x-expires", "x-signature", "auth_key", "hdnts", "hdnea",
        "hdntl",
    };

    /// <summary>Names that are a signature only together. Each alone can have another meaning.</summary>
    private static readonly (string[] Required, string[] All)[] SignatureGroups =
    [
        // An Azure shared access signature.
        (["sig", "sv"], ["sig", "sv", "ss", "srt", "sr", "sp", "st", "se", "spr", "sip", "skoid", "sktid", "skt", "ske", "sks",
            "skv", "sdd", "scid", "saoid", "suoid"]),
        (["ex", "is", "hm"], ["ex", "is", "hm"]),
        (["e", "token"], ["e", "token"]),
    ];

    /// <summary>Removes the signature parameters from a link.</summary>
    /// <param name="text">The text.</param>
    /// <returns>The link without the parameters; a text that is not an http or https link is returned unchanged.</returns>
    public static string RemoveSignature(string text)
    {
        int question = text.IndexOf('?');
        bool isLink = text.StartsWith("https://", StringComparison.OrdinalIgnoreCase)
            || text.StartsWith("http://", StringComparison.OrdinalIgnoreCase);
        if (!isLink || question < 0)
        {
            return text;
        }

        int hash = text.IndexOf('#', question);
        string fragment = hash < 0 ? string.Empty : text.Substring(hash);
        string[] parameters = text.Substring(question + 1, (hash < 0 ? text.Length : hash) - question - 1).Split('&');
        HashSet<string> names = new(parameters.Select(GetName), StringComparer.OrdinalIgnoreCase);
        HashSet<string> signatureNames = new(
            SignatureGroups.Where(group => Array.TrueForAll(group.Required, names.Contains)).SelectMany(group => group.All),
            StringComparer.OrdinalIgnoreCase);
        string[] kept = Array.FindAll(parameters, parameter => !IsSignatureParameter(GetName(parameter), signatureNames));
        return kept.Length == parameters.Length
            ? text
            : string.Concat(text.Remove(question), kept.Length == 0 ? string.Empty : "?", string.Join("&", kept), fragment);
    }

    private static bool IsSignatureParameter(string name, HashSet<string> groupNames) =>
        SignatureNames.Contains(name) || groupNames.Contains(name)
        // Parameters that process the file, such as X-Oss-Process, result in a different file.
        || (Array.Exists(SignaturePrefixes, prefix => name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase))
            && !name.EndsWith("-process", StringComparison.OrdinalIgnoreCase));

    private static string GetName(string parameter)
    {
        int equals = parameter.IndexOf('=');
        return Uri.UnescapeDataString(equals < 0 ? parameter : parameter.Substring(0, equals));
    }
}
