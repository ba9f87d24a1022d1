using Integration.Formats;
using Integration.Signatures;

namespace Integration.Delivery;

public sealed class SubscriberRulesTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 24, 12, 0, 0, TimeSpan.Zero);
    private static readonly SubscriberRules Rules = new(new BodyFormats(new WalletFormatOptions()));

    private static readonly SubscriberSettings Valid = new()
    {
        Url = "https://erp.example/hooks?k=1",
        EventTypes = ["order.*"],
    };

    [Fact]
    public void Check_OfTheLeastThatIsNeeded_FindsNoFault() => Rules.Check(Valid).Should().BeNull();

    [Fact]
    public void Check_OfEverything_FindsNoFault() =>
        Rules
            .Check(
                new SubscriberSettings
                {
                    Id = "erp",
                    Name = "ERP 订单",
                    Url = "http://10.0.0.7:8080/",
                    EventTypes = ["*", "order.*", "order.created"],
                    Sources = ["shop-1"],
                    Format = "wallet",
                    Secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
                    Headers = new() { ["X-Key"] = "v" },
                    Timeout = "60s",
                    Retry = new RetrySettings { Schedule = ["5s", "5m", "7d"] },
                    Concurrency = 256,
                    Freshness = "off",
                }
            )
            .Should()
            .BeNull();

    [Fact]
    public void Check_WithEverythingWrong_TellsAllFaultsAtOnce()
    {
        var problem = Rules.Check(
            new SubscriberSettings
            {
                Id = "ERP",
                Name = new string('n', 201),
                Url = "ftp://erp.example/",
                EventTypes = ["order.", "ok", "*.x"],
                Sources = ["Shop"],
                Format = "xml",
                Secret = "short",
                Headers = new() { ["Host"] = "x", ["X-A"] = "a\r\nb" },
                Timeout = "61s",
                Retry = new RetrySettings { Schedule = ["1s"], MaxRetries = 3 },
                Concurrency = 257,
                Freshness = "0s",
            }
        );
        (problem!.Slug, problem.Status).Should().Be(("validation", 422));
        problem
            .Errors!.Keys.Should()
            .BeEquivalentTo(
                "id",
                "name",
                "url",
                "event_types[0]",
                "event_types[2]",
                "sources[0]",
                "format",
                "secret",
                "headers.Host",
                "headers.X-A",
                "timeout",
                "retry",
                "concurrency",
                "freshness"
            );
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("erp.example")]
    [InlineData("/hooks")]
    [InlineData("file:///etc/passwd")]
    [InlineData("javascript:alert(1)")]
    [InlineData("http://")]
    [InlineData("http://user:secret@erp.example/")]
    [InlineData("http://user@erp.example/")]
    [InlineData("http://erp.example:99999/")]
    [InlineData("http://erp.example/\0")]
    [InlineData(" http://erp.example/")]
    [InlineData("http://erp.example/\r\nHost: evil")]
    public void Check_OfWhatIsNoUrlOfASubscriber_IsAFault(string? url) =>
        Fields(Valid with { Url = url }).Should().Equal("url");

    [Fact]
    public void Check_OfAnOverlongUrl_IsAFault() =>
        Fields(Valid with { Url = "http://e/" + new string('x', 2048) }).Should().Equal("url");

    // PostgreSQL stores no NUL; it must be refused here, where it can be said which field it is.
    [Theory]
    [InlineData("a\0b")]
    [InlineData("a\nb")]
    public void Check_OfANameWithControlCharacters_IsAFault(string name) =>
        Fields(Valid with { Name = name }).Should().Equal("name");

    [Theory]
    [InlineData("99ms", false)]
    [InlineData("100ms", true)]
    [InlineData("1m", true)]
    [InlineData("60001ms", false)]
    [InlineData("10", false)]
    [InlineData("", false)]
    public void Check_OfATimeout_KeepsItsRange(string timeout, bool valid) =>
        (Rules.Check(Valid with { Timeout = timeout }) is null).Should().Be(valid);

    [Theory]
    [InlineData(null, null, true)]
    [InlineData(0, "1s", true)]
    [InlineData(50, "24h", true)]
    [InlineData(51, "1s", false)]
    [InlineData(-1, "1s", false)]
    [InlineData(3, "0s", false)]
    [InlineData(3, "25h", false)]
    [InlineData(3, "soon", false)]
    [InlineData(3, null, true)]
    [InlineData(null, "2s", true)]
    public void Check_OfAnExponentialRetry_KeepsItsRange(int? retries, string? initial, bool valid) => (
            Rules.Check(
                Valid with
                {
                    Retry = new RetrySettings { MaxRetries = retries, Initial = initial },
                }
            )
            is null
        ).Should().Be(valid);

    [Fact]
    public void Check_OfAFaultySchedule_SaysWhichStep()
    {
        var problem = Rules.Check(Valid with { Retry = new RetrySettings { Schedule = ["1s", "8d"] } });
        problem!.Errors!["retry"].Single().Should().StartWith("Step 2 ");
    }

    [Fact]
    public void Check_BeyondTheLimits_IsAFaultOfTheList()
    {
        Fields(Valid with { EventTypes = [.. Enumerable.Repeat("*", 101)] }).Should().Equal("event_types");
        Fields(Valid with { EventTypes = [] }).Should().Equal("event_types");
        Fields(Valid with { EventTypes = null }).Should().Equal("event_types");
        Fields(Valid with { Sources = [.. Enumerable.Repeat("s", 101)] }).Should().Equal("sources");
        Fields(Valid with { Headers = Enumerable.Range(0, 21).ToDictionary(n => $"X-{n}", _ => "v") })
            .Should()
            .Equal("headers");
    }

    [Fact]
    public void Check_OfHeadersThatDifferOnlyInCase_IsAFault() =>
        Fields(
                Valid with
                {
                    Headers = new(StringComparer.Ordinal) { ["X-Key"] = "1", ["x-key"] = "2" },
                }
            )
            .Should()
            .Equal("headers.x-key");

    [Fact]
    public void Runtime_OfTheLeastThatIsNeeded_HasTheDefaultsOfTheApi()
    {
        var runtime = Rules.Runtime("erp", 7, Valid, Secrets());
        runtime.Timeout.Should().Be(TimeSpan.FromSeconds(10));
        runtime.Concurrency.Should().Be(3);
        runtime.Retry.Waits.Should().Equal(RetrySchedule.Default.Waits);
        runtime.Format.Name.Should().Be("standard");
        runtime.Freshness.Should().BeNull();
        (runtime.Enabled, runtime.Epoch, runtime.Url.AbsoluteUri).Should().Be((true, 7L, Valid.Url!));
    }

    [Theory]
    [InlineData("off", 0)]
    [InlineData("30s", 30)]
    [InlineData("30d", 2_592_000)]
    public void Runtime_WithFreshness_HasIt(string freshness, int seconds) =>
        Rules
            .Runtime("erp", 1, Valid with { Freshness = freshness }, Secrets())
            .Freshness.Should()
            .Be(TimeSpan.FromSeconds(seconds));

    [Fact]
    public void Stored_OfSettings_WritesDefaultsOutAndHidesSecrets()
    {
        var stored = SubscriberRules.Stored(
            Valid with
            {
                Secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
                Headers = new() { ["X-Key"] = "hidden" },
                Timeout = "60000ms",
            },
            "erp"
        );
        stored.Secret.Should().BeNull();
        stored.Headers!["x-key"].Should().Be("***");
        (stored.Id, stored.Timeout, stored.Format, stored.Concurrency).Should().Be(("erp", "1m", "standard", 3));
        Rules.Check(stored with { Headers = [] }).Should().BeNull("a change starts from what is stored");
    }

    private static SubscriberSecrets Secrets() => new(WebhookSecret.Create().Reveal(), null, null, []);

    private static IEnumerable<string> Fields(SubscriberSettings settings) => Rules.Check(settings)?.Errors!.Keys ?? [];
}
