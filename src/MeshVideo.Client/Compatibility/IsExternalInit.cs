// The compiler needs this type, in this namespace, for init accessors.
namespace System.Runtime.CompilerServices;

/// <summary>
/// .NET 8 has this type, but this one is used there too: it is part of the signature of every init accessor, and assemblies that
/// are compiled against the .NET Standard build must find the same signatures in the .NET 8 build.
/// </summary>
internal static class IsExternalInit;
