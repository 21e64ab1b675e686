using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Mono.Cecil;
using Xunit;

namespace MeshVideo.Client.Tests.Architecture;

/// <summary>The folders of the client form layers: a folder uses only folders below it.</summary>
public sealed class FolderDependencyTests
{
    private const string Root = "";

    // From the bottom to the top. Folders in one line do not use each other.
    private static readonly string[][] Layers =
    [
        ["Compatibility", "Threading", "Security"],
        ["Errors"],
        ["Json", "Logging", "Storage"],
        ["Media", "Http"],
        ["Contract"],
        ["Costs"],
        ["Requests"],
        ["Validation"],
        [Root],
        ["Polling", "Downloads", "Journal"],
        ["Callbacks", "Reports"],
    ];

    [Fact]
    public void Every_folder_has_a_layer() =>
        Assert.Equal(
            Layers.SelectMany(layer => layer).Order(StringComparer.Ordinal),
            ClientSource.FoldersByType.Values.Distinct().Order(StringComparer.Ordinal));

    [Fact]
    public void No_folder_uses_a_folder_beside_or_above_it()
    {
        (string UserFolder, string User, string UsedFolder, string Used)[] dependencies = [.. ReadDependencies()];
        string[] violations =
        [
            .. dependencies
                .Where(dependency => LayerOf(dependency.UserFolder) <= LayerOf(dependency.UsedFolder))
                .Select(
                    dependency => $"{dependency.UserFolder}/{dependency.User} uses {dependency.UsedFolder}/{dependency.Used}"),
        ];

        Assert.Contains(("Downloads", "PartFile", "Storage", "PrivateFolder"), dependencies);
        Assert.Empty(violations);
    }

    private static int LayerOf(string folder) => Array.FindIndex(Layers, layer => layer.Contains(folder));

    private static IEnumerable<(string UserFolder, string User, string UsedFolder, string Used)> ReadDependencies()
    {
        using ModuleDefinition module = ModuleDefinition.ReadModule(
            Path.Combine(AppContext.BaseDirectory, "MeshVideo.Client.dll"));
        return
        [
            .. from type in module.GetTypes()
               from used in ReadUsedTypes(type)
               where used.Scope == module
               let pair = (User: TopLevelName(type), Used: TopLevelName(used))
               where ClientSource.FoldersByType.ContainsKey(pair.User) && ClientSource.FoldersByType.ContainsKey(pair.Used)
               let userFolder = ClientSource.FoldersByType[pair.User]
               let usedFolder = ClientSource.FoldersByType[pair.Used]
               where userFolder != usedFolder
               select (userFolder, pair.User, usedFolder, pair.Used),
        ];
    }

    private static IEnumerable<TypeReference> ReadUsedTypes(TypeDefinition type) =>
        new[] { type.BaseType }
            .Concat(type.Interfaces.Select(implementation => implementation.InterfaceType))
            .Concat(type.Fields.Select(field => field.FieldType))
            .Concat(type.Methods.SelectMany(ReadUsedTypes))
            .OfType<TypeReference>()
            .SelectMany(Expand);

    private static IEnumerable<TypeReference> ReadUsedTypes(MethodDefinition method) =>
        method.Parameters.Select(parameter => parameter.ParameterType)
            .Append(method.ReturnType)
            .Concat(method.HasBody ? method.Body.Variables.Select(variable => variable.VariableType) : [])
            .Concat(method.HasBody ? method.Body.Instructions.SelectMany(instruction => ReadUsedTypes(instruction.Operand)) : []);

    private static IEnumerable<TypeReference> ReadUsedTypes(object? operand) => operand switch
    {
        TypeReference type => [type],
        MethodReference method =>
            [method.DeclaringType, method.ReturnType, .. method.Parameters.Select(parameter => parameter.ParameterType)],
        FieldReference field => [field.DeclaringType, field.FieldType],
        _ => [],
    };

    private static IEnumerable<TypeReference> Expand(TypeReference type) => type switch
    {
        GenericInstanceType generic => generic.GenericArguments.SelectMany(Expand).Append(generic.ElementType),
        TypeSpecification specification => Expand(specification.ElementType),
        _ => [type],
    };

    private static string TopLevelName(TypeReference type)
    {
        while (type.DeclaringType is not null)
        {
            type = type.DeclaringType;
        }

        int arity = type.Name.IndexOf('`', StringComparison.Ordinal);
        return arity < 0 ? type.Name : type.Name[..arity] + "OfT";
    }
}
