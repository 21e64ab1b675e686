using System;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;
using Xunit;

namespace MeshVideo.Client.Tests.Contract;

/// <summary>The table of request fields.</summary>
public sealed class RequestFieldTests
{
    // They are written by their own code: the model, the content, and the properties of the caller.
    private static readonly string[] OtherProperties =
    [
        "Prompt", "Model", "FirstFrame", "LastFrame", "ReferenceImages", "ReferenceVideos", "ReferenceAudios", "DraftTaskId",
        "AdditionalProperties",
    ];

    public static IEnumerable<object[]> Fields => RequestFields.All.Select(item => new object[] { item });

    [Fact]
    public void The_table_has_every_other_property_of_a_request() =>
        Assert.Equal(
            typeof(VideoRequest).GetProperties()
                .Where(property => property.CanWrite)
                .Select(property => property.Name)
                .Except(OtherProperties)
                .Order(StringComparer.Ordinal),
            RequestFields.All.Select(field => field.PropertyName).Order(StringComparer.Ordinal));

    [Fact]
    public void Each_name_stands_once() =>
        Assert.Equal(RequestFields.All.Count, RequestFields.All.Select(field => field.Name).Distinct().Count());

    [Theory]
    [MemberData(nameof(Fields))]
    public void A_field_sets_and_gets_its_own_property(RequestField field)
    {
        PropertyInfo property = typeof(VideoRequest).GetProperty(field.PropertyName)!;
        Type type = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;
        object value = type == typeof(string) ? "x" : type == typeof(bool) ? true : Convert.ChangeType(7, type, provider: null);

        VideoRequest request = field.WithValue(new VideoRequest(), value);

        Assert.Equal(value, property.GetValue(request));
        Assert.Equal(value, field.GetValue(request));
        Assert.Null(property.GetValue(field.WithValue(request, null)));
    }

    [Theory]
    [MemberData(nameof(Fields))]
    public void An_echo_is_read_from_the_property_of_the_task_with_the_same_name(RequestField field)
    {
        VideoTask task = new() { Id = "a" };
        PropertyInfo? property = typeof(VideoTask).GetProperty(field.PropertyName);

        Assert.Equal(property is not null, field.IsEchoed);
        if (property is not null)
        {
            Type type = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;
            object value = type == typeof(string) ? "x"
                : type == typeof(bool) ? true
                : Convert.ChangeType(7, type, provider: null);
            property.SetValue(task, value);
            Assert.Equal(value, field.GetEcho(task));
        }
    }
}
