using Integration.Catalogue;
using Integration.Problems;
using Integration.Signatures;

namespace Integration.Intake;

public sealed class SourceRulesTests
{
    private static readonly SourceSettings Valid = new() { Scheme = "hmac" };

    [Fact]
    public void Compile_OfTheLeastThatIsNeeded_HasTheDefaults()
    {
        var runtime = Compile(Valid, ["s"]).Value!;
        runtime.Enabled.Should().BeTrue();
        runtime.Tolerance.Should().Be(TimeSpan.FromMinutes(5));
    }

    [Fact]
    public void Compile_WithoutAScheme_IsRefused() =>
        Compile(new SourceSettings(), ["s"])
            .Problem!.Errors.Should()
            .ContainKey("scheme", "unsigned is allowed only when asked for by name");

    [Fact]
    public void Compile_WithEverythingWrong_TellsAllFaultsAtOnce()
    {
        var problem = Compile(
            new SourceSettings
            {
                Id = "ERP",
                Name = new string('n', 201),
                Scheme = "hmac",
                Options = new SourceOptions { Tolerance = "2h", Algorithm = "sha3" },
                Mapping = new SourceMapping { Type = "a[", Id = "header:" },
            },
            [.. Enumerable.Repeat("", 11)]
        ).Problem!;
        (problem.Slug, problem.Status).Should().Be(("validation", 422));
        problem
            .Errors!.Keys.Should()
            .Contain([
                "id",
                "name",
                "secrets",
                "secrets[0]",
                "options.tolerance",
                "options.algorithm",
                "mapping.type",
                "mapping.id",
            ]);
    }

    [Theory]
    [InlineData("999ms", false)]
    [InlineData("1s", true)]
    [InlineData("1h", true)]
    [InlineData("3601s", false)]
    [InlineData("five", false)]
    public void Compile_OfATolerance_KeepsItsRange(string tolerance, bool valid) =>
        Compile(Valid with { Options = new SourceOptions { Tolerance = tolerance } }, ["s"])
            .Succeeded.Should()
            .Be(valid);

    [Theory]
    [InlineData("a\0b")]
    [InlineData("a\nb")]
    public void Compile_OfANameWithControlCharacters_IsRefused(string name) =>
        Compile(Valid with { Name = name }, ["s"]).Problem!.Errors!.Keys.Should().Equal("name");

    // What is kept as JSON in PostgreSQL holds no NUL.
    [Theory]
    [InlineData("pre\0", null)]
    [InlineData(null, "{body}\0")]
    public void Compile_OfOptionsWithNul_IsRefused(string? prefix, string? template) =>
        Compile(
            Valid with
            {
                Options = new SourceOptions { Prefix = prefix, Template = template },
            },
            ["s"]
        )
            .Succeeded.Should()
            .BeFalse();

    [Fact]
    public void Compile_OfAMappingWithNul_IsRefused() =>
        Compile(Valid with { Mapping = new SourceMapping { Type = "'a\0'" } }, ["s"]).Succeeded.Should().BeFalse();

    [Fact]
    public void Compile_OfATemplateWithALineBreak_IsTaken() =>
        Compile(Valid with { Options = new SourceOptions { Template = "v1\n{body}" } }, ["s"])
            .Succeeded.Should()
            .BeTrue("some senders sign one");

    [Fact]
    public void Compile_OfOptions_VerifiesAsTheySay()
    {
        var settings = Valid with
        {
            Options = new SourceOptions
            {
                SignatureHeader = "X-Sign",
                TimestampHeader = "X-Time",
                NonceHeader = "X-Nonce",
                Template = "{timestamp}.{nonce}.{body}",
                Prefix = "v=",
                Algorithm = "sha256",
                Encoding = "hex",
                Tolerance = "10s",
            },
        };
        var verifier = Compile(settings, ["other", "test-secret"]).Value!.Verifier!;
        var headers = new Dictionary<string, string>
        {
            ["X-Sign"] = "v=51b482f2d3e718e3491b792819ebfa36e72015b7caa53f5aece02562fa8c3c66",
            ["X-Time"] = "1714528800",
            ["X-Nonce"] = "n-1",
        };
        Verify(1_714_528_810).Nonce.Should().Be("n-1");
        Verify(1_714_528_811).Slug.Should().Be("timestamp-out-of-tolerance");

        SignatureCheck Verify(long now) =>
            verifier.Verify(
                headers.GetValueOrDefault,
                """{"event_id":"evt-1","type":"order.created","order":"PO-1"}"""u8,
                DateTimeOffset.FromUnixTimeSeconds(now)
            );
    }

    private static Outcome<SourceRuntime> Compile(SourceSettings settings, string[] secrets) =>
        SourceRules.Compile(settings, secrets, new ConnectorCatalogue([]));
}
