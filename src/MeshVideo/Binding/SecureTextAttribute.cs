using System;
using System.Management.Automation;
using System.Net;
using System.Security;

namespace MeshVideo.Binding;

/// <summary>
/// Takes a key as SecureString or as plain text. PowerShell's own conversion would refuse text with an error that quotes it: the key.
/// </summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Field)]
public sealed class SecureTextAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc/>
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData)
    {
        object? value = inputData is PSObject wrapped ? wrapped.BaseObject : inputData;
        return value switch
        {
            SecureString secure => secure,
            string text => new NetworkCredential(string.Empty, text).SecurePassword,
            PSCredential credential => credential.Password,
            _ => throw new ArgumentTransformationMetadataException("An API key is a SecureString or a text."),
        };
    }
}
