using Integration.Formats;

namespace Integration.Delivery;

public sealed class SubscriberKindTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 24, 12, 0, 0, TimeSpan.Zero);
    private static readonly SubscriberKind Kind = new(new SubscriberRules(new BodyFormats(new WalletFormatOptions())));

    private static readonly SubscriberSettings Asked = new()
    {
        Url = "https://erp.example/",
        EventTypes = ["*"],
        Headers = new() { ["X-Token"] = "abc" },
    };

    [Fact]
    public void PlaceOf_TwoSubscribers_Differs() => Kind.PlaceOf("a").Should().NotBe(Kind.PlaceOf("b"));

    [Fact]
    public void Reveal_OfASecretThatWasMade_ShowsItOnceAndHideTakesItAway()
    {
        var secrets = Kind.Secrets(Asked, null, Now);
        var shown = Kind.Reveal(Resource, Asked, secrets);
        shown.Secret.Should().StartWith("whsec_").And.Be(secrets.Current);
        Kind.Hide(shown).Secret.Should().BeNull();
    }

    [Fact]
    public void Reveal_OfASecretThatWasGiven_DoesNotRepeatIt()
    {
        var given = Asked with { Secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw" };
        Kind.Reveal(Resource, given, Kind.Secrets(given, null, Now)).Secret.Should().BeNull();
    }

    [Fact]
    public void AfterPatch_OfHeadersThatWereShownMasked_KeepsTheirValues()
    {
        var secrets = Kind.Secrets(Asked, null, Now);
        var stored = Kind.Stored(Asked, "erp");
        var patched = stored with
        {
            Headers = new() { ["X-Token"] = "***", ["X-New"] = "n" },
        };
        Kind.AfterPatch(patched, stored, secrets)
            .Headers.Should()
            .BeEquivalentTo(new Dictionary<string, string> { ["X-Token"] = "abc", ["X-New"] = "n" });
    }

    [Fact]
    public void AfterPatch_OfAHeaderInAnotherCase_LeavesItToTheRules()
    {
        var secrets = Kind.Secrets(Asked, null, Now);
        var stored = Kind.Stored(Asked, "erp");
        var patched = stored with
        {
            Headers = new(StringComparer.Ordinal) { ["X-Token"] = "***", ["x-token"] = "new" },
        };
        var settings = Kind.AfterPatch(patched, stored, secrets);
        Kind.Check(settings, secrets)!.Errors.Should().ContainKey("headers.x-token");
    }

    private static SubscriberResource Resource =>
        new()
        {
            Id = "erp",
            Url = "https://erp.example/",
            EventTypes = ["*"],
            Sources = [],
            Format = "standard",
            Headers = [],
            Timeout = "10s",
            Retry = new RetrySettings(),
            Concurrency = 3,
            Enabled = true,
            SecretSet = true,
            Version = 1,
            CreatedAt = Now,
            UpdatedAt = Now,
        };
}
