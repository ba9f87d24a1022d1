using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Integration.Json;

namespace Integration.Alerts;

public sealed class AlertRuleTests
{
    [Fact]
    public void Faults_OfAValidRule_AreNone() => AlertRuleFaults.Of(AlertScope.Rule).Should().BeEmpty();

    [Fact]
    public void Faults_WithEverythingWrong_AreToldAtOnce()
    {
        var rule = new AlertRule
        {
            Id = "Not An Id",
            Title = " ",
            Metric = "Platform Failures",
            Condition = new AlertCondition { Operator = (AlertOperator)9, Threshold = double.NaN },
            Severity = (AlertSeverity)9,
            For = TimeSpan.FromSeconds(-1),
            ClearFor = TimeSpan.FromHours(25),
            RemindEvery = TimeSpan.FromSeconds(59),
            Match = new Dictionary<string, string> { ["Account"] = "x" },
            GroupBy = ["account", "account", "1st"],
            Mend = new string('x', 501),
        };
        AlertRuleFaults
            .Of(rule)
            .Keys.Should()
            .BeEquivalentTo(
                "id",
                "title",
                "metric",
                "condition.operator",
                "condition.threshold",
                "severity",
                "for",
                "clear_for",
                "remind_every",
                "match.Account",
                "group_by",
                "mend"
            );
    }

    [Fact]
    public void Faults_AtTheLimits_AreNone()
    {
        var rule = AlertScope.Rule with
        {
            Id = new string('a', 63),
            Title = new string('x', 200),
            Metric = new string('m', 100),
            For = TimeSpan.FromHours(24),
            ClearFor = TimeSpan.Zero,
            RemindEvery = TimeSpan.FromDays(7),
            GroupBy = ["a", "b", "c", "d", "e", "f", "g", "h"],
            Mend = new string('x', 500),
        };
        AlertRuleFaults.Of(rule).Should().BeEmpty();
        AlertRuleFaults.Of(rule with { RemindEvery = TimeSpan.FromMinutes(1) }).Should().BeEmpty();
        AlertRuleFaults.Of(rule with { RemindEvery = TimeSpan.Zero }).Should().BeEmpty();
        AlertRuleFaults.Of(rule with { Id = rule.Id + "a" }).Keys.Should().Equal("id");
        AlertRuleFaults.Of(rule with { Id = "a\n" }).Keys.Should().Equal("id");
        AlertRuleFaults.Of(rule with { Metric = rule.Metric + "m" }).Keys.Should().Equal("metric");
        AlertRuleFaults.Of(rule with { GroupBy = [.. rule.GroupBy, "i"] }).Keys.Should().Equal("group_by");
    }

    [Fact]
    public void Rule_AsJson_IsSnakeCaseWithDurationsAndComesBack()
    {
        var json = JsonSerializer.Serialize(AlertScope.Rule, AlertJson.Options);
        using var document = JsonDocument.Parse(json);
        document.RootElement.GetProperty("for").GetString().Should().Be("30s");
        document.RootElement.GetProperty("remind_every").GetString().Should().Be("30m");
        document.RootElement.GetProperty("condition").GetProperty("operator").GetString().Should().Be("above");
        document.RootElement.GetProperty("severity").GetString().Should().Be("critical");
        document.RootElement.GetProperty("group_by")[0].GetString().Should().Be("account");
        Read(json).Value.Should().BeEquivalentTo(AlertScope.Rule);
    }

    [Fact]
    public void Rule_WithBadFields_IsRefusedWithAWordForEach()
    {
        var result = Read(
            """
            {"id":"a","title":"t","metric":"m","severity":"urgent","for":"5 minutes","clear_for":7,"groupby":[],
             "condition":{"operator":"above","threshold":"x"}}
            """
        );
        result.Errors.Keys.Should().BeEquivalentTo("severity", "for", "clear_for", "groupby", "condition.threshold");
        result.Errors["for"].Should().ContainMatch("*duration such as 30s*");
        result.Errors["clear_for"].Should().ContainMatch("*duration such as 30s*not a number*");
        result.Errors["groupby"].Should().ContainMatch("*group_by*");
    }

    [Fact]
    public void Defaults_AreValidAndWatchDocumentedMetrics()
    {
        DefaultAlertRules.All.Should().HaveCount(18);
        DefaultAlertRules.All.Select(rule => rule.Id).Should().OnlyHaveUniqueItems();
        foreach (var rule in DefaultAlertRules.All)
        {
            AlertRuleFaults.Of(rule).Should().BeEmpty(rule.Id);
            rule.Mend.Should().NotBeEmpty(rule.Id);
            var metric = AlertMetrics.All.Should().ContainSingle(metric => metric.Name == rule.Metric, rule.Id).Subject;
            rule.GroupBy.Should().BeSubsetOf(metric.Labels, rule.Id);
        }
    }

    [Fact]
    public void Defaults_AreToldWithinTheTimeThatIsAllowed()
    {
        var options = new AlertOptions();
        foreach (var rule in DefaultAlertRules.All)
        {
            (rule.For + options.GroupWait).Should().BeLessThan(TimeSpan.FromMinutes(2), rule.Id);
        }
    }

    [Theory]
    [InlineData("enrichment.backlog", 1_000, 1_001)]
    [InlineData("enrichment.failure_ratio", 0.1, 0.101)]
    [InlineData("platform.failure_ratio", 0.05, 0.051)]
    [InlineData("account.needs_attention", 0, 1)]
    [InlineData("account.authorisation_days_left", 7, 6.9)]
    [InlineData("sync.running_seconds", 3_600, 3_601)]
    [InlineData("sync.late_seconds", 3_600, 3_601)]
    [InlineData("shop.credentials_refused", 0, 1)]
    [InlineData("worker.running", 1, 0)]
    [InlineData("source.polling_paused", 0, 1)]
    [InlineData("database.reachable", 1, 0)]
    [InlineData("intake.open", 1, 0)]
    [InlineData("storage.partition_days_ahead", 3, 2)]
    [InlineData("delivery.failure_ratio", 0.5, 0.51)]
    [InlineData("delivery.overdue_seconds", 300, 301)]
    [InlineData("silo.reporting", 1, 0)]
    public void Defaults_AtTheirThreshold_FireBeyondItOnly(string metric, double good, double bad)
    {
        var rule = DefaultAlertRules.All.Should().ContainSingle(rule => rule.Metric == metric).Subject;
        rule.Condition.Holds(good).Should().BeFalse();
        rule.Condition.Holds(bad).Should().BeTrue();
    }

    [Fact]
    public void Metrics_AreDocumented()
    {
        AlertMetrics.All.Select(metric => metric.Name).Should().OnlyHaveUniqueItems();
        foreach (var metric in AlertMetrics.All)
        {
            metric.Meaning.Should().EndWith(".", metric.Name);
            metric.Labels.Should().NotBeEmpty().And.AllSatisfy(label => AlertLabels.IsName(label).Should().BeTrue());
            Regex.IsMatch(metric.Name, "^[a-z_.]+$", RegexOptions.None, TimeSpan.FromSeconds(1)).Should().BeTrue();
        }
    }

    [Fact]
    public void Options_OfTheDefaults_AreValid()
    {
        var options = new AlertOptions();
        System
            .ComponentModel.DataAnnotations.Validator.TryValidateObject(
                options,
                new System.ComponentModel.DataAnnotations.ValidationContext(options),
                [],
                validateAllProperties: true
            )
            .Should()
            .BeTrue();
    }

    private static StrictJsonResult<AlertRule> Read(string json) =>
        StrictJson.Read<AlertRule>(Encoding.UTF8.GetBytes(json), AlertJson.Options);
}
