// The compiler asks for these by name.
namespace System.Runtime.CompilerServices;

/// <summary>
/// .NET 8 has this type, but ours is used there too: it is part of the signature of every init property, and the cmdlets, compiled
/// against the .NET Standard build, have to find the same signature in the .NET 8 build.
/// </summary>
internal static class IsExternalInit;

#if NETSTANDARD2_0
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct | AttributeTargets.Field | AttributeTargets.Property)]
internal sealed class RequiredMemberAttribute : Attribute;

[AttributeUsage(AttributeTargets.All, AllowMultiple = true)]
internal sealed class CompilerFeatureRequiredAttribute(string featureName) : Attribute
{
    public string FeatureName { get; } = featureName;
}
#endif
