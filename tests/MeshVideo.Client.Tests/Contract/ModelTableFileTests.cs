using System;
using System.IO;
using System.Linq;
using System.Text;
using System.Threading.Tasks;
using MeshVideo.Client.Tests.Support;
using Xunit;

namespace MeshVideo.Client.Tests.Contract;

/// <summary>The file of the table of models: what a person can write in it, and what an error says.</summary>
public sealed class ModelTableFileTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_row_has_only_what_is_known()
    {
        ModelTable table = Load(
            """
            // A comment.
            {
              "checked": "2027-01-31", /* another */
              "models": [
                { "id": "other/one", "aliases": ["byteplus/uno"], "referenceImages": "?", "draft": true, "seconds": "3 - 20",
                  "resolutions": ["2k", "?"], "withDraft": {"resolutions": ["480p"]}, },
                { "id": "two" },
              ],
            }
            """);

        ModelCapabilities one = table.Models[0];
        Assert.Equal(["other/one", "two"], table.Models.Select(model => model.Id));
        Assert.Same(one, table.Find("uno"));
        Assert.Same(one, table.Find("other/one-270131"));
        Assert.Null(table.Find("other/one-270201"));
        Assert.Null(table.Find("one"));
        Assert.Equal((null, true, 3, 20), (one.ReferenceImages, one.Draft, one.MinimumSeconds, one.MaximumSeconds));
        Assert.Equal(["2k"], one.Resolutions);
        Assert.True(one.MayHaveOtherResolutions);
        Assert.Equal(["480p"], one.WithDraft?.Resolutions);
        Assert.Null(one.TextOnly);
        Assert.False(one.HasSeedanceLimits);
    }

    [Fact]
    public async Task Requests_are_held_to_the_given_table_alone()
    {
        ModelTable table = Load("""{"checked": "2026-11-26", "models": [{"id": "m", "seconds": "3-20", "generateAudio": false}]}""");
        VideoRequest request = new() { Model = "m", Prompt = "p", Duration = 20, Ratio = "2:1", ServiceTier = "fast" };
        VideoRequest usual = new() { Prompt = "p", Duration = 99 };

        Assert.True((await RequestValidator.ValidateAsync(request, service: null, table)).IsValid);
        Assert.True((await RequestValidator.ValidateAsync(usual, service: null, table)).IsValid);
        ValidationResult result = await RequestValidator.ValidateAsync(
            request with { Duration = 21, GenerateAudio = true }, service: null, table);
        Assert.Equal(["Duration", "GenerateAudio"], result.Violations.Select(violation => violation.Parameter));
    }

    [Fact]
    public void A_row_with_a_date_is_for_that_model_alone()
    {
        ModelTable table = Load("""{"checked": "2026-11-26", "models": [{"id": "byteplus/m-270101"}]}""");

        Assert.NotNull(table.Find("m-270101"));
        Assert.Null(table.Find("m"));
        Assert.Null(table.Find("m-250101"));
    }

    [Theory]
    [InlineData(
        "{ \"checked\": \"2026-11-26\", \"models\": [{ \"id\": \"m\",\n \"frameSizes\": \"2.0\" }] }",
        "line 2: 'frameSizes' must be \"seedance-1.0\", \"seedance-1.5\" or \"?\".")]
    [InlineData(
        "{ \"checked\": \"2026-11-26\", \"models\": [{ \"id\": \"m\",\n \"defaultResolution\": 720 }] }",
        "line 2: 'defaultResolution' must be text.")]
    [InlineData("{", "line 1: ")]
    [InlineData("{\n\n \"checked\": x }", "line 3: 'x' is an invalid start of a value.")]
    [InlineData("{} {}", "line 1: ")]
    [InlineData("[]", "line 1: the table must be an object.")]
    [InlineData("{\n}", "line 1: the table must have the field 'checked'.")]
    [InlineData("{ \"checked\": \"2026-11-26\" }", "line 1: the table must have the field 'models'.")]
    [InlineData("{ \"checked\":\n \"today\", \"models\": [] }", "line 2: 'checked' must be a day such as \"2026-11-26\".")]
    [InlineData("{ \"checked\": \"2026-11-26\", \"models\":\n {} }", "line 2: 'models' must be a list.")]
    [InlineData("{ \"checked\": \"2026-11-26\", \"models\": [],\n \"more\": 1 }", "line 2: 'more' is not a field of the table.")]
    public void An_invalid_file_is_an_error_that_names_the_line(string text, string expected) => AssertInvalid(text, expected);

    [Theory]
    [InlineData("\"m\"", "a model must be an object.")]
    [InlineData("{}", "a model must have the field 'id'.")]
    [InlineData("{\"id\": 7}", "'id' must be the id of a model.")]
    [InlineData("{\"id\": \"m\", \"id\": \"n\"}", "'id' is specified twice.")]
    [InlineData("{\"id\": \"m\"}, {\"id\": \"byteplus/m\"}", "the model 'byteplus/m' is specified twice.")]
    [InlineData("{\"id\": \"m\", \"aliases\": \"n\"}", "'aliases' must be a list of ids.")]
    [InlineData("{\"id\": \"m\", \"aliases\": [\"m\"]}", "the model 'm' is specified twice.")]
    [InlineData("{\"id\": \"m\", \"frame\": true}", "'frame' is not a field of a model.")]
    [InlineData("{\"id\": \"m\", \"frames\": \"yes\"}", "'frames' must be true, false or \"?\".")]
    [InlineData("{\"id\": \"m\", \"frames\": null}", "'frames' must be true, false or \"?\".")]
    [InlineData("{\"id\": \"m\", \"referenceImages\": -1}", "'referenceImages' must be a whole number or \"?\".")]
    [InlineData("{\"id\": \"m\", \"referenceImages\": 1.5}", "'referenceImages' must be a whole number or \"?\".")]
    [InlineData("{\"id\": \"m\", \"referenceImages\": 1e99}", "'referenceImages' must be a whole number or \"?\".")]
    [InlineData("{\"id\": \"m\", \"seconds\": \"15-4\"}", "'seconds' must be a range such as \"4-15\", or \"?\".")]
    [InlineData("{\"id\": \"m\", \"seconds\": 15}", "'seconds' must be a range such as \"4-15\", or \"?\".")]
    [InlineData("{\"id\": \"m\", \"resolutions\": \"480p\"}", "'resolutions' must be a list such as [\"480p\", \"720p\", \"?\"].")]
    [InlineData("{\"id\": \"m\", \"resolutions\": [480]}", "'resolutions' must be a list such as [\"480p\", \"720p\", \"?\"].")]
    [InlineData("{\"id\": \"m\", \"limits\": \"none\"}", "'limits' must be \"seedance\" or \"?\".")]
    [InlineData("{\"id\": \"m\", \"withDraft\": true}", "withDraft must be an object.")]
    [InlineData("{\"id\": \"m\", \"withDraft\": {\"frames\": true}}", "'frames' is not a field of withDraft.")]
    public void An_invalid_row_is_an_error_that_names_the_line(string row, string expected) =>
        AssertInvalid($"{{\"checked\": \"2026-11-26\", \"models\": [\n  // A comment\n  {row}]}}", "line 3: " + expected);

    [Fact]
    public void Text_that_is_not_UTF8_is_an_error_that_names_the_line()
    {
        byte[] text = Encoding.UTF8.GetBytes("{\"checked\": \"2026-11-26\",\n \"models\": [{\"id\": \"~\"}]}");
        text[Array.IndexOf(text, (byte)'~')] = 0xFF;

        AssertInvalid(text, "line 2: ");
        AssertInvalid("{\"checked\":\n \"\\ud800\"}", "line 2: ");
    }

    [Fact]
    public void A_file_that_cannot_be_read_is_the_same_error()
    {
        string path = Path.Combine(_folder.Path, "missing.json");

        MeshVideoException error = Assert.Throws<MeshVideoException>(() => ModelTable.Load(path));

        Assert.Equal(MeshVideoErrorKind.InvalidModelTable, error.Kind);
        Assert.Equal($"The table of models '{path}' cannot be read: there is no such file.", error.Message);
        Assert.Equal(
            MeshVideoErrorKind.InvalidModelTable,
            Assert.Throws<MeshVideoException>(() => ModelTable.Load(_folder.Path)).Kind);
    }

    [Fact]
    public void A_byte_order_mark_is_allowed()
    {
        byte[] text = [0xEF, 0xBB, 0xBF, .. Encoding.UTF8.GetBytes("{\"checked\": \"2026-11-26\", \"models\": []}")];

        Assert.Empty(ModelTable.Load(_folder.Write("models.json", text)).Models);
    }

    private ModelTable Load(string text) => ModelTable.Load(_folder.Write("models.json", Encoding.UTF8.GetBytes(text)));

    private void AssertInvalid(string text, string expected) => AssertInvalid(Encoding.UTF8.GetBytes(text), expected);

    private void AssertInvalid(byte[] text, string expected)
    {
        string path = _folder.Write("models.json", text);

        MeshVideoException error = Assert.Throws<MeshVideoException>(() => ModelTable.Load(path));

        Assert.Equal(MeshVideoErrorKind.InvalidModelTable, error.Kind);
        Assert.Equal([Remedy.CorrectModelTable], error.Remedies);
        Assert.StartsWith($"The table of models '{path}' is not valid: {expected}", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("LineNumber", error.Message, StringComparison.Ordinal);
    }
}
