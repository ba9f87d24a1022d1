namespace Integration.Conflicts;

public sealed class ConflictResolverTests
{
    private static readonly DateTimeOffset s_noon = new(2026, 11, 24, 12, 0, 0, TimeSpan.Zero);
    private static readonly string?[] s_values = [null, "a", "b", "c"];
    private static readonly int[] s_seconds = [-1, 0, 1];

    // Every meeting of three values out of three, under every rule, whichever side was first.
    private static IEnumerable<(string Local, string Remote, string? Common, ConflictRule Rule, int Seconds)> All() =>
        from local in s_values.OfType<string>()
        from remote in s_values.OfType<string>()
        from common in s_values
        from rule in Enum.GetValues<ConflictRule>()
        from seconds in s_seconds
        select (local, remote, common, rule, seconds);

    private static FieldResolution Resolve(
        (string Local, string Remote, string? Common, ConflictRule Rule, int Seconds) one
    ) =>
        ConflictResolver.Resolve(
            one.Local,
            one.Remote,
            one.Common,
            one.Rule,
            s_noon + TimeSpan.FromSeconds(one.Seconds),
            s_noon
        );

    [Fact]
    public void Resolve_OfEqualSides_IsTheSameWhateverTheRule() =>
        All()
            .Where(static one => one.Local == one.Remote)
            .Should()
            .OnlyContain(static one => Resolve(one) == new FieldResolution(FieldVerdict.Same, false));

    [Fact]
    public void Resolve_WhereOneSideChanged_TakesThatSideWhateverTheRule()
    {
        var differing = All().Where(static one => one.Local != one.Remote).ToArray();
        differing
            .Where(static one => one.Remote == one.Common)
            .Should()
            .OnlyContain(static one => Resolve(one) == new FieldResolution(FieldVerdict.TakeLocal, false));
        differing
            .Where(static one => one.Local == one.Common)
            .Should()
            .OnlyContain(static one => Resolve(one) == new FieldResolution(FieldVerdict.TakeRemote, false));
    }

    [Fact]
    public void Resolve_WhereBothChangedOrNothingWasCommon_IsAConflict() =>
        All()
            .Where(static one => one.Local != one.Remote && one.Common != one.Local && one.Common != one.Remote)
            .Should()
            .HaveCountGreaterThan(50)
            .And.OnlyContain(static one => Resolve(one).IsConflict);

    [Theory]
    [InlineData(ConflictRule.ByHand, 1, FieldVerdict.Conflict)]
    [InlineData(ConflictRule.RemoteWins, 1, FieldVerdict.TakeRemote)]
    [InlineData(ConflictRule.LocalWins, -1, FieldVerdict.TakeLocal)]
    [InlineData(ConflictRule.NewestWins, 1, FieldVerdict.TakeLocal)]
    [InlineData(ConflictRule.NewestWins, 0, FieldVerdict.TakeRemote)]
    [InlineData(ConflictRule.NewestWins, -1, FieldVerdict.TakeRemote)]
    public void Resolve_OfAConflict_IsDecidedByTheRule(ConflictRule rule, int seconds, FieldVerdict verdict) =>
        Resolve(("mine", "theirs", "before", rule, seconds)).Should().Be(new FieldResolution(verdict, true));

    [Fact]
    public void Resolve_WithSidesExchanged_TakesTheOtherSide()
    {
        foreach (var one in All().Where(static one => one.Rule == ConflictRule.ByHand))
        {
            var other = Resolve(one with { Local = one.Remote, Remote = one.Local });
            var expected = Resolve(one).Verdict switch
            {
                FieldVerdict.TakeLocal => FieldVerdict.TakeRemote,
                FieldVerdict.TakeRemote => FieldVerdict.TakeLocal,
                var same => same,
            };
            other.Verdict.Should().Be(expected, "{0}", one);
        }
    }

    [Fact]
    public void Resolve_OfWhatItTook_IsTheSame()
    {
        foreach (var one in All().Where(static one => Resolve(one).Verdict != FieldVerdict.Conflict))
        {
            var taken = Resolve(one).Verdict == FieldVerdict.TakeLocal ? one.Local : one.Remote;
            Resolve(one with { Local = taken, Remote = taken }).Verdict.Should().Be(FieldVerdict.Same);
        }
    }
}
