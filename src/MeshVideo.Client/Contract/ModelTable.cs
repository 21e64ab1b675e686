using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;
using MeshVideo.Contract;
using MeshVideo.Media;

namespace MeshVideo;

/// <summary>
/// Represents the table of models, which is data: a JSON file whose comments describe it. Requests are validated against it.
/// </summary>
public sealed class ModelTable
{
    private const string ResourceName = "MeshVideo.Models.jsonc";
    private const int MaximumLength = 1024 * 1024;

    private static readonly Lazy<ModelTable> BuiltIn = new(ReadResource, LazyThreadSafetyMode.PublicationOnly);

    private readonly Dictionary<string, ModelCapabilities> _byName = new(StringComparer.Ordinal);
    private readonly int _checked;

    internal ModelTable(DateTime checkedOn, IReadOnlyList<ModelCapabilities> models)
    {
        _checked = ModelId.ToDate(checkedOn);
        Models = models;
        foreach (ModelCapabilities model in models)
        {
            foreach (string id in model.Aliases.Prepend(model.Id))
            {
                _byName[ModelId.RemovePrefix(id)] = model;
            }
        }
    }

    /// <summary>Gets the table that is built into the library.</summary>
    public static ModelTable Default => BuiltIn.Value;

    /// <summary>Gets the models in the order of the file.</summary>
    public IReadOnlyList<ModelCapabilities> Models { get; }

    /// <summary>Reads the table from a file.</summary>
    /// <param name="path">The path of the file.</param>
    /// <returns>The table.</returns>
    /// <exception cref="MeshVideoException">
    /// <see cref="MeshVideoErrorKind.InvalidModelTable"/>: the file cannot be read, or is not valid. The message has its path and
    /// the line.
    /// </exception>
    public static ModelTable Load(string path)
    {
        byte[] content;
        try
        {
            using FileStream stream = RegularFile.Open(path, bufferSize: 1, FileOptions.None);
            content = stream.Length <= MaximumLength
                ? new BinaryReader(stream).ReadBytes((int)stream.Length)
                : throw new IOException("it is larger than 1 MB");
        }
        catch (Exception exception) when (
            exception is IOException or UnauthorizedAccessException or NotSupportedException or ArgumentException)
        {
            throw ModelTableReader.CreateException(
                $"The table of models '{path}' cannot be read: {exception.Message}", exception);
        }

        return ModelTableReader.Read(content, path);
    }

    /// <summary>Finds a model in the table.</summary>
    /// <param name="id">
    /// The id of the model, with or without the prefix of the provider and a date. A model that is dated after the table was last
    /// checked is not found, because the table does not describe it.
    /// </param>
    /// <returns>The model; null if the table does not have it.</returns>
    public ModelCapabilities? Find(string? id)
    {
        if (id is null)
        {
            return null;
        }

        string name = ModelId.RemovePrefix(id);
        if (_byName.TryGetValue(name, out ModelCapabilities? model))
        {
            return model;
        }

        bool isFound = ModelId.SplitDate(name) is (string undated, int date)
            && date <= _checked
            && _byName.TryGetValue(undated, out model);
        return isFound ? model : null;
    }

    /// <summary>Gets the models of the table, for a program that cannot read the list of the service.</summary>
    /// <returns>The models, without names and prices.</returns>
    public IReadOnlyList<VideoModel> ToVideoModels() =>
        [.. Models.Select(model => new VideoModel { Id = model.Id, Capabilities = model })];

    private static ModelTable ReadResource()
    {
        using Stream stream = typeof(ModelTable).Assembly.GetManifestResourceStream(ResourceName)!;
        using MemoryStream content = new();
        stream.CopyTo(content);
        return ModelTableReader.Read(content.ToArray(), ResourceName);
    }
}
