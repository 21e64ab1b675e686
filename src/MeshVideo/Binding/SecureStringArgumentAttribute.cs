using System;
using System.Management.Automation;
using System.Net;
using System.Security;

namespace MeshVideo.Binding;

/// <summary>
/// Converts plain text or a credential to a SecureString. PowerShell's own conversion would fail for plain text, with an error
/// that contains the key.
/// </summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Field)]
public sealed class SecureStringArgumentAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc/>
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData)
    {
        object? value = inputData is PSObject wrapper ? wrapper.BaseObject : inputData;
        return value switch
        {
            SecureString secure => secure,
            string text => new NetworkCredential(string.Empty, text).SecurePassword,
            PSCredential credential => credential.Password,
            _ => throw new ArgumentTransformationMetadataException("The API key must be a SecureString or a string."),
        };
    }
}
