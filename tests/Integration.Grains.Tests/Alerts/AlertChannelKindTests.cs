using System.Text.Json;
using Integration.Json;
using Integration.Notices;

namespace Integration.Alerts;

/// <summary>What may stand in the configuration of a channel, and which of it is secret.</summary>
public sealed class AlertChannelKindTests
{
    private const string Secret = "a-very-secret-value";
    private static readonly AlertChannelKind Kind = new(new NoticesOptions());

    public static TheoryData<string> Ways =>
        [
            """{"email":{"host":"mail.example.com","user_name":"hub","password":"a-very-secret-value","from":"hub@example.com","to":["a@example.com"]}}""",
            """{"dingtalk":{"webhook":"https://example.com/a-very-secret-value","secret":"a-very-secret-value"}}""",
            """{"feishu":{"webhook":"https://example.com/a-very-secret-value","secret":"a-very-secret-value","prefix":"[hub]"}}""",
            """{"wecom":{"webhook":"https://example.com/a-very-secret-value"}}""",
            """{"sms":{"url":"https://example.com/a-very-secret-value","headers":{"X-Key":"a-very-secret-value"},"body":"{\"key\":\"a-very-secret-value\"}","recipients":["1"]}}""",
        ];

    [Theory]
    [MemberData(nameof(Ways))]
    public void Stored_OfEachWay_HasNoSecretAndTheSealHasAll(string json)
    {
        var settings = Read(json);
        var secrets = Kind.Secrets(settings, null, default);
        Kind.Check(settings, secrets).Should().BeNull();
        var stored = Kind.Stored(settings, "ops");
        JsonSerializer.Serialize(stored, WireJson.Options).Should().NotContain(Secret).And.Contain("***");
        stored.MinSeverity.Should().Be("info");
        $"{settings}{settings.Email}{settings.Dingtalk}{settings.Feishu}{settings.Wecom}{settings.Sms}{secrets}"
            .Should()
            .NotContain(Secret, "text forms end in logs");

        // As a patch that leaves the secrets alone comes: with masks.
        var kept = Kind.Secrets(stored, secrets, default);
        JsonSerializer
            .Serialize(kept.Whole with { Id = null, MinSeverity = null }, WireJson.Options)
            .Should()
            .Be(JsonSerializer.Serialize(settings, WireJson.Options));
        Kind.HasNewSecret(stored, secrets, kept).Should().BeFalse();
        Kind.BringsAllSecrets(stored).Should().BeFalse();
        Kind.BringsAllSecrets(settings).Should().BeTrue();
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public void Check_OfMasksWithNothingBehindThem_NamesEachField(string json)
    {
        var masked = Kind.Stored(Read(json), "ops");
        var problem = Kind.Check(masked, Kind.Secrets(masked, null, default));
        problem!.Errors!.Should().NotBeEmpty();
        problem.Errors!.Values.Should().OnlyContain(messages => messages[0].Contains("give it anew"));
    }

    [Theory]
    [InlineData("{}", "email")]
    [InlineData(
        """{"wecom":{"webhook":"https://example.com"},"feishu":{"webhook":"https://example.com","secret":"x"}}""",
        "wecom"
    )]
    [InlineData("""{"wecom":{"webhook":"https://example.com","secret":"x"}}""", "wecom.secret")]
    [InlineData("""{"wecom":{"webhook":"http://example.com/a-very-secret-value"}}""", "wecom")]
    [InlineData("""{"wecom":{"webhook":"a-very-secret-value"}}""", "wecom.webhook")]
    [InlineData("""{"wecom":{}}""", "wecom")]
    [InlineData("""{"dingtalk":{"webhook":"https://example.com"}}""", "dingtalk")]
    [InlineData("""{"min_severity":"grave","wecom":{"webhook":"https://example.com"}}""", "min_severity")]
    [InlineData("""{"id":"events","wecom":{"webhook":"https://example.com"}}""", "id")]
    [InlineData("""{"note":"\u0007","wecom":{"webhook":"https://example.com"}}""", "note")]
    [InlineData("""{"sms":{"url":"http://169.254.169.254/a-very-secret-value","recipients":["1"]}}""", "sms")]
    [InlineData("""{"sms":{"url":"https://example.com","recipients":["1"],"body_kind":"yaml"}}""", "sms.body_kind")]
    [InlineData("""{"email":{"host":"m","from":"hub@example.com","to":[null]}}""", "email")]
    public void Check_OfAFault_NamesItsFieldAndRepeatsNoValue(string json, string field)
    {
        var settings = Read(json);
        var problem = Kind.Check(settings, Kind.Secrets(settings, null, default));
        problem!.Errors!.Keys.Should().Equal(field);
        problem.Errors!.Values.SelectMany(messages => messages).Should().OnlyContain(text => !text.Contains(Secret));
    }

    [Fact]
    public void HasNewSecret_SeesEveryChangeOfOne()
    {
        var before = Kind.Secrets(Read("""{"feishu":{"webhook":"https://example.com","secret":"x"}}"""), null, default);
        New("""{"feishu":{"webhook":"***","secret":"y"}}""").Should().BeTrue();
        New("""{"wecom":{"webhook":"https://example.com"}}""").Should().BeTrue("another way has other secrets");
        New("""{"feishu":{"webhook":"***","secret":"***","prefix":"[hub]"}}""").Should().BeFalse();

        bool New(string json)
        {
            var settings = Read(json);
            return Kind.HasNewSecret(settings, before, Kind.Secrets(settings, before, default));
        }
    }

    private static AlertChannelSettings Read(string json) =>
        JsonSerializer.Deserialize<AlertChannelSettings>(json, WireJson.Options)!;
}
