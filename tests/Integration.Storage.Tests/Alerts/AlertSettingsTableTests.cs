using Integration.Lists;

namespace Integration.Alerts;

public sealed class AlertSettingsTableTests(StorageFixture fixture)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Rules_OfANewDatabase_AreTheShippedOnes()
    {
        await using var scope = await fixture.Open();
        var rules = await new AlertRuleTable(scope.Database).Load(Ct);
        rules.Select(rule => rule.Rule).Should().BeEquivalentTo(DefaultAlertRules.All);
        rules.Should().OnlyContain(rule => rule.IsShipped && rule.Version == 0);
        rules.Select(rule => rule.Show()).Should().OnlyContain(rule => rule.Shipped && !rule.Changed);
    }

    [Fact]
    public async Task Rules_ChangedAndOwn_StandBesideTheShippedOnes()
    {
        await using var scope = await fixture.Open();
        var table = new AlertRuleTable(scope.Database);
        var shipped = DefaultAlertRules.All[0];
        var changed = new StoredAlertRule(shipped with { For = TimeSpan.FromMinutes(7) }, 1, scope.Now);
        var own = new StoredAlertRule(AlertRows.Rule, 1, scope.Now);
        await using var connection = await scope.Database.Reads.OpenConnectionAsync(Ct);

        (await AlertRuleTable.Write(connection, changed, Ct)).Should().BeTrue();
        (await AlertRuleTable.Write(connection, own, Ct)).Should().BeTrue();
        (await AlertRuleTable.Write(connection, own, Ct)).Should().BeFalse("another version is stored");

        var rules = (await table.Load(Ct)).ToDictionary(rule => rule.Rule.Id);
        rules.Should().HaveCount(DefaultAlertRules.All.Count + 1);
        rules[shipped.Id]
            .Show()
            .Should()
            .BeEquivalentTo(
                new
                {
                    For = "7m",
                    Shipped = true,
                    Changed = true,
                    Version = 1L,
                }
            );
        rules[own.Rule.Id].Rule.Should().BeEquivalentTo(own.Rule);
        rules[own.Rule.Id].IsShipped.Should().BeFalse();

        (await AlertRuleTable.Delete(connection, changed with { Version = 2 }, Ct)).Should().BeFalse();
        (await AlertRuleTable.Delete(connection, changed, Ct)).Should().BeTrue();
        (await table.Load(Ct)).Single(rule => rule.Rule.Id == shipped.Id).Rule.Should().BeEquivalentTo(shipped);
    }

    [Fact]
    public async Task Silences_ThatAreOver_AreListedButNotLoaded()
    {
        await using var scope = await fixture.Open();
        var table = new AlertSilenceTable(scope.Database);
        await using var connection = await scope.Database.Reads.OpenConnectionAsync(Ct);
        var over = Silence(scope, scope.Now.AddMinutes(-1));
        var open = Silence(scope, scope.Now.AddMinutes(1));
        await AlertSilenceTable.Add(connection, over, scope.Now, Ct);
        await AlertSilenceTable.Add(connection, open, scope.Now, Ct);

        (await table.LoadOpen(scope.Now, 10, Ct)).Should().ContainSingle().Which.Should().BeEquivalentTo(open);
        (await table.List(new PageRequest(10, null), Ct)).Data.Should().HaveCount(2);

        (await AlertSilenceTable.Delete(connection, Guid.Parse(open.Id), Ct)).Should().BeTrue();
        (await AlertSilenceTable.Delete(connection, Guid.Parse(open.Id), Ct)).Should().BeFalse();
        (await table.LoadOpen(scope.Now, 10, Ct)).Should().BeEmpty();
    }

    private static AlertSilence Silence(StorageScope scope, DateTimeOffset until) =>
        new()
        {
            Id = scope.NewId().ToString(),
            Matchers = new Dictionary<string, string> { ["rule"] = "*" },
            From = scope.Now.AddHours(-1),
            Until = until,
            By = "somebody",
            Comment = "planned",
        };
}
