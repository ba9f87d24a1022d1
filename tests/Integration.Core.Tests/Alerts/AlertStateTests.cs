using System.Collections.Immutable;
using System.Text.Json;
using CsCheck;

namespace Integration.Alerts;

/// <summary>The state as it is stored, and what holds for every history.</summary>
public sealed class AlertStateTests
{
    private static readonly AlertRule[] Rules =
    [
        AlertScope.Rule,
        AlertScope.Rule with
        {
            Id = "at-once",
            For = TimeSpan.Zero,
            ClearFor = TimeSpan.Zero,
            GroupBy = [],
        },
    ];

    // Seconds since the last step, whether there is a value, the value and the account.
    private static readonly Gen<(int Seconds, bool Observes, double Value, string Account)[]> Histories = Gen.Select(
        Gen.Frequency((20, Gen.Int[0, 20]), (1, Gen.Int[-7_200, -1]), (1, Gen.Int[60, 86_400])),
        Gen.Bool,
        Gen.Bool.Select(static bad => bad ? 11.0 : 5.0),
        Gen.Int[0, 2].Select(static account => $"a{account}")
    ).Array[0, 200];

    [Fact]
    public void Step_FromAStateReadBackEachTime_TellsTheSame() =>
        Histories.Sample(history =>
        {
            var kept = Play(history, static state => state);
            var stored = Play(history, static state => Read(Write(state)));
            Write(stored.Notices).Should().Be(Write(kept.Notices));
        });

    [Fact]
    public void Step_OfAnyHistory_TellsAnAlertInTurnAsBadAndAsGood() =>
        Histories.Sample(history =>
        {
            var lines = Play(history, static state => state)
                .Notices.SelectMany(notice => notice.Lines)
                .Where(line => line.Kind != AlertNoticeKind.Reminder);
            foreach (var alert in lines.GroupBy(line => line.Key))
            {
                var known = AlertNoticeKind.Resolved;
                foreach (var line in alert)
                {
                    line.Kind.Should().NotBe(known, "nothing is told twice");
                    known = line.Kind;
                }
            }
        });

    [Fact]
    public void Step_OfAnyHistory_EndsInSilenceOnceAllIsGood() =>
        Histories.Sample(history =>
        {
            var (state, _) = Play(history, static state => state);
            var engine = new AlertEngine(new AlertOptions(), Rules);
            var now = state.At ?? AlertScope.Start;
            for (var minute = 0; minute < 90; minute++)
            {
                now = now.AddMinutes(1);
                state = engine.Step(state, [], [], now).State;
            }

            state.Alerts.Should().BeEmpty();
            state.Groups.Should().BeEmpty();
        });

    [Fact]
    public void State_AsJson_HasTheNamesOfTheApi()
    {
        var scope = new AlertScope().Fire();
        using var json = JsonDocument.Parse(Write(scope.State));
        var entry = json.RootElement.GetProperty("alerts").GetProperty(AlertScope.Key("main"));
        entry.GetProperty("phase").GetString().Should().Be("firing");
        entry.GetProperty("told").GetString().Should().Be("firing");
        entry.GetProperty("since").GetString().Should().Be("2026-11-24T12:00:30.000Z");
        entry.TryGetProperty("due", out _).Should().BeFalse();
        json.RootElement.GetProperty("clock").GetInt64().Should().Be(45_000);
    }

    [Fact]
    public void State_ReadFromAnEmptyObject_IsTheEmptyOne()
    {
        var state = Read("{}");
        state.Alerts.Should().BeEmpty();
        (state.Clock, state.At, state.Notices).Should().Be((0, null, 0));
    }

    private static (AlertState State, List<AlertNotice> Notices) Play(
        (int Seconds, bool Observes, double Value, string Account)[] history,
        Func<AlertState, AlertState> store
    )
    {
        var engine = new AlertEngine(new AlertOptions(), Rules);
        var state = AlertState.Empty;
        var notices = new List<AlertNotice>();
        var now = AlertScope.Start;
        foreach (var (seconds, observes, value, account) in history)
        {
            now = now.AddSeconds(seconds);
            ImmutableArray<AlertObservation> values = observes
                ? [new("platform.failure_ratio", AlertScope.Labels(account), value, now)]
                : [];
            var step = engine.Step(store(state), values, [], now);
            state = step.State;
            notices.AddRange(step.Notices);
        }

        return (state, notices);
    }

    private static string Write<T>(T value) => JsonSerializer.Serialize(value, AlertJson.Options);

    private static AlertState Read(string json) => JsonSerializer.Deserialize<AlertState>(json, AlertJson.Options)!;
}
