using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Reflection;

namespace MeshVideo.Binding;

/// <summary>
/// Sets a command's parameters from the columns of a row. PowerShell's own binding by property name drops what it cannot convert, knows no
/// hashtables, and looks only at the objects of the pipeline, not at those in a list.
/// </summary>
internal sealed class RowBinder
{
    private readonly Cmdlet _command;
    private readonly Column[] _columns;

    /// <param name="command">The command. Its parameters that take pipeline input by property name are the columns.</param>
    /// <param name="named">The parameters given as arguments: these win over columns.</param>
    public RowBinder(Cmdlet command, ICollection<string> named)
    {
        _command = command;
        _columns =
        [
            .. command.GetType().GetProperties()
                .Where(property => property.GetCustomAttribute<ParameterAttribute>() is { ValueFromPipelineByPropertyName: true } && !named.Contains(property.Name))
                .Select(property => new Column(property)),
        ];
    }

    /// <summary>Sets the parameters that a row has columns for, and resets the others.</summary>
    /// <param name="row">The row; without one, all are reset.</param>
    /// <returns>The parameters that the row gives.</returns>
    /// <exception cref="MeshVideoException"><see cref="MeshVideoErrorKind.InvalidRequest"/>: columns that cannot be converted, all of them.</exception>
    public HashSet<string> Bind(PSObject? row)
    {
        HashSet<string> given = new(StringComparer.OrdinalIgnoreCase);
        List<string> violations = [];
        foreach (Column column in _columns)
        {
            try
            {
                object? value = row is null ? null : column.Read(row);
                column.Property.SetValue(_command, value is null ? column.Default : column.Convert(value));
                if (value is not null)
                {
                    given.Add(column.Property.Name);
                }
            }
            catch (Exception exception) when (exception is ArgumentTransformationMetadataException or GetValueException)
            {
                violations.Add($"{column.Property.Name}: {exception.Message}");
            }
        }

        return violations.Count == 0 ? given : throw new MeshVideoException(
            MeshVideoErrorKind.InvalidRequest, $"The row cannot be sent as it is. {string.Join(" ", violations)} Nothing was sent. Correct the row.");
    }

    private sealed class Column
    {
        private readonly string[] _names;
        private readonly ArgumentTransformationAttribute _conversion;

        public Column(PropertyInfo property)
        {
            Property = property;
            _names = [property.Name, .. property.GetCustomAttribute<AliasAttribute>()?.AliasNames ?? []];
            _conversion = property.GetCustomAttribute<ArgumentTransformationAttribute>()
                ?? throw new InvalidOperationException($"{property.Name} has no conversion, so PowerShell would drop values without an error.");
            Default = property.PropertyType.IsValueType ? Activator.CreateInstance(property.PropertyType) : null;
        }

        public PropertyInfo Property { get; }

        public object? Default { get; }

        /// <summary>What the row gives for the parameter: the first of its names that is not empty.</summary>
        public object? Read(PSObject row) => _names
            .Select(name => RowColumns.Value(row, name))
            .FirstOrDefault(value => !IsEmpty(value));

        public object? Convert(object value) => _conversion.Transform(null!, value);

        private static bool IsEmpty(object? value)
        {
            object? plain = InputValue.Plain(value);
            return plain is null || (plain is string text && string.IsNullOrWhiteSpace(text))
                || (InputValue.IsList(plain) && ((System.Collections.IEnumerable)plain).Cast<object?>().All(IsEmpty));
        }
    }
}
