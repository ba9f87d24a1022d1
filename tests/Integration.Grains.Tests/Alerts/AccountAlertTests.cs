using System.Collections.Immutable;
using Integration.Sync;

namespace Integration.Alerts;

/// <summary>Accounts that a person has to see to, from their rows to alerts by the shipped rules, and their recovery.</summary>
public sealed class AccountAlertTests(StorageFixture fixture)
{
    private const string Refused = "account-refused";
    private const string Ends = "authorisation-ends";
    private static readonly TimeSpan s_while = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task Account_ThatIsRefusedForWhatOnlyAPersonMends_FiresWithoutAnyShop()
    {
        await using var stage = await Open();
        await using var desk = stage.Desk();
        await Health(stage, """{"needs_attention":true}""");

        await stage.Pass(desk, s_while);

        var alert = (await stage.Firing(Refused)).Should().ContainSingle().Subject;
        alert.Labels.Should().Contain("platform", "temu").And.Contain("account", "main");
        await Health(stage, """{"needs_attention":false}""");
        await stage.Pass(desk, 2 * s_while);
        (await stage.Firing(Refused)).Should().BeEmpty();
        stage.Robots.Texts.Should().Contain(text => text.Contains($"Resolved: {alert.Title}"));
    }

    [Theory]
    [InlineData("""{"authorisation_ends_at":"IN6"}""", true)]
    [InlineData("""{"authorisation_ends_at":"IN8"}""", false)]
    [InlineData("""{"authorisation_ends_at":"IN8","token_expires_at":"IN6"}""", false)]
    [InlineData("""{"token_expires_at":"IN6"}""", true)]
    [InlineData("""{"token_expires_at":"IN6","refresh_token":"***"}""", false)]
    [InlineData("{}", false)]
    public async Task Authorisation_ThatNoRenewalLengthens_IsToldAWeekBeforeItsEnd(string settings, bool isTold)
    {
        await using var stage = await Open();
        await using var desk = stage.Desk();
        await Settings(stage, settings);

        await stage.Pass(desk, s_while);

        (await stage.Firing(Ends)).Select(static one => one.Labels["account"]).Should().Equal(isTold ? ["main"] : []);
        await Settings(stage, """{"authorisation_ends_at":"IN90"}""");
        await stage.Pass(desk, 2 * s_while);
        (await stage.Firing(Ends)).Should().BeEmpty();
    }

    [Fact]
    public async Task Account_ThatIsDisabled_IsNobodysAlert()
    {
        await using var stage = await Open();
        await using var desk = stage.Desk();
        await Health(stage, """{"needs_attention":true}""");
        await Settings(stage, """{"authorisation_ends_at":"IN6"}""");
        await stage.Scope.Execute("update platform_accounts set enabled = false", new { });

        await stage.Pass(desk, s_while);

        (await stage.Firing(Refused)).Concat(await stage.Firing(Ends)).Should().BeEmpty();
    }

    [Fact]
    public void Values_OfWhichThereMayBeMore_SayNothingOfTheOthers()
    {
        var (one, other) = (Named("a"), Named("b"));
        var rule = DefaultAlertRules.All.Single(rule => rule.Id == Refused);
        var firing = new AlertEntry
        {
            Rule = rule.Id,
            Labels = other.ToImmutableDictionary(),
            Phase = AlertPhase.Firing,
        };
        var watched = new WatchedLabels([rule], [firing]);
        var values = new MeasuredValues(watched, StorageFixture.Now);
        values.Add(AlertMetrics.AccountNeedsAttention, [(one, 1)], isCut: true);
        values.All.Select(said => said.Value).Should().Equal(1);
        values = new MeasuredValues(watched, StorageFixture.Now);
        values.Add(AlertMetrics.AccountNeedsAttention, [(one, 1)]);
        values.All.Select(said => said.Value).Should().Equal(1, 0);

        static Dictionary<string, string> Named(string account) =>
            new() { ["platform"] = "temu", ["account"] = account };
    }

    private async Task<AlertStage> Open()
    {
        var stage = await AlertStage.Open(fixture);
        await stage.Scope.AddAccount("main", refusedFor: null);
        await Settings(stage, "{}");
        return stage;
    }

    private static Task Health(AlertStage stage, string health) =>
        stage.Scope.Execute("update platform_accounts set health = health || @health::jsonb", new { health });

    // IN6: in six days.
    private static Task Settings(AlertStage stage, string settings)
    {
        foreach (var days in (int[])[6, 8, 90])
        {
            settings = settings.Replace(
                $"\"IN{days}\"",
                $"\"{stage.Time.GetUtcNow().AddDays(days):O}\"",
                StringComparison.Ordinal
            );
        }

        return stage.Scope.Execute(
            """update platform_accounts set settings = @settings::jsonb || '{"platform":"temu"}'""",
            new { settings }
        );
    }
}
