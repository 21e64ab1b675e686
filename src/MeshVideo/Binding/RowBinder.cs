using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Reflection;

namespace MeshVideo.Binding;

/// <summary>
/// Binds the columns of a row to the parameters of a command. PowerShell's own binding by property name ignores values that it
/// cannot convert, does not bind the keys of hashtables, and does not bind the items of a list.
/// </summary>
internal sealed class RowBinder
{
    private readonly Cmdlet _command;
    private readonly Column[] _columns;

    /// <param name="command">The command. Its parameters that accept pipeline input by property name are the columns.</param>
    /// <param name="arguments">The parameters that are specified on the command line, which override columns.</param>
    public RowBinder(Cmdlet command, ICollection<string> arguments)
    {
        _command = command;
        _columns =
        [
            .. command.GetType().GetProperties()
                .Where(
                    property =>
                        property.GetCustomAttribute<ParameterAttribute>() is { ValueFromPipelineByPropertyName: true }
                            && !arguments.Contains(property.Name))
                .Select(property => new Column(property)),
        ];
    }

    /// <summary>Sets the parameters for which a row has columns, and resets the others.</summary>
    /// <param name="row">The row; null resets all parameters.</param>
    /// <returns>The parameters that the row specifies.</returns>
    /// <exception cref="MeshVideoException">
    /// <see cref="MeshVideoErrorKind.InvalidRequest"/>: Columns cannot be converted. The error lists all of them.
    /// </exception>
    public HashSet<string> Bind(PSObject? row)
    {
        HashSet<string> boundNames = new(StringComparer.OrdinalIgnoreCase);
        List<string> violations = [];
        foreach (Column column in _columns)
        {
            try
            {
                object? value = row is null ? null : column.GetValue(row);
                column.Property.SetValue(_command, value is null ? column.DefaultValue : column.Convert(value));
                if (value is not null)
                {
                    boundNames.Add(column.Property.Name);
                }
            }
            catch (Exception exception) when (exception is ArgumentTransformationMetadataException or GetValueException)
            {
                violations.Add($"{column.Property.Name}: {exception.Message}");
            }
        }

        return violations.Count == 0 ? boundNames : throw new MeshVideoException(
            MeshVideoErrorKind.InvalidRequest,
            $"The row is not valid. {string.Join(" ", violations)} Nothing was sent. Correct the row.");
    }

    private sealed class Column
    {
        private readonly string[] _names;
        private readonly ArgumentTransformationAttribute _transformation;

        public Column(PropertyInfo property)
        {
            Property = property;
            _names = [property.Name, .. property.GetCustomAttribute<AliasAttribute>()?.AliasNames ?? []];
            _transformation = property.GetCustomAttribute<ArgumentTransformationAttribute>()
                ?? throw new InvalidOperationException($"{property.Name} has no transformation attribute, so PowerShell would ignore invalid values without an error.");
            DefaultValue = property.PropertyType.IsValueType ? Activator.CreateInstance(property.PropertyType) : null;
        }

        public PropertyInfo Property { get; }

        public object? DefaultValue { get; }

        /// <summary>Gets the first value of the row, by the names of the parameter, that is not empty.</summary>
        public object? GetValue(PSObject row) => _names
            .Select(name => RowColumns.GetValue(row, name))
            .FirstOrDefault(value => !IsEmpty(value));

        public object? Convert(object value) => _transformation.Transform(null!, value);

        private static bool IsEmpty(object? value)
        {
            object? unwrapped = ValueUnwrapper.Unwrap(value);
            return unwrapped is null || (unwrapped is string text && string.IsNullOrWhiteSpace(text))
                || (ValueUnwrapper.IsList(unwrapped) && ((System.Collections.IEnumerable)unwrapped).Cast<object?>().All(IsEmpty));
        }
    }
}
