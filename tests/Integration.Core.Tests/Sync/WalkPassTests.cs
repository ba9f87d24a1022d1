using static Integration.Sync.WalkScope;

namespace Integration.Sync;

public sealed class WalkPassTests
{
    private static readonly WalkTerms Shifting = new(Manners with { Shifts = true }, new());

    private static SyncMarks OneWindow => Marks with { End = At(-10) };

    [Fact]
    public void Page_ThatIsShortOrEmptyAndNotTheLast_GoesOn()
    {
        var scope = new WalkScope().Incremental().Rows("2", rows: 3).Rows("3", rows: 0);
        scope.Next.Cursor.Should().Be("3");
    }

    [Fact]
    public void Pass_OfAShiftingListWhoseTotalHeld_IsEnough() =>
        new WalkScope { Terms = Shifting }
            .Incremental(OneWindow)
            .Rows("2", 20)
            .Rows(null, 20)
            .Walk.End.Should()
            .Be(WalkEnd.Completed);

    [Fact]
    public void Pass_OfAShiftingListWhoseTotalChanged_IsRepeatedUntilItBringsNothingNew()
    {
        var scope = new WalkScope { Terms = Shifting }
            .Incremental(OneWindow)
            .Rows("2", 20)
            .Rows(null, 19, 9);
        (scope.Next.Cursor, scope.Walk.Pass).Should().Be((null, new WalkPass(2)));
        scope.Rows("2", 20).Rows(null, 19, 9).Walk.End.Should().Be(WalkEnd.Completed);
        scope.Walk.GapCount.Should().Be(0);
    }

    [Fact]
    public void Pass_OfAShiftingListThatTellsNoTotal_IsRepeated()
    {
        var scope = new WalkScope { Terms = Shifting }
            .Incremental(OneWindow)
            .Rows("2")
            .Rows(null);
        scope.Walk.Pass.Number.Should().Be(2);
    }

    [Fact]
    public void Pass_OfOnePage_IsOneMoment()
    {
        var scope = new WalkScope { Terms = Shifting }
            .Incremental(OneWindow)
            .Rows(null, news: 5);
        scope.Walk.End.Should().Be(WalkEnd.Completed);
    }

    [Fact]
    public void Pass_OfAListThatIsReadBackwards_BearsAFallingTotal() =>
        new WalkScope()
            .Incremental(OneWindow)
            .Rows("1", 20)
            .Rows(null, 15, news: 3)
            .Walk.End.Should()
            .Be(WalkEnd.Completed);

    [Fact]
    public void Pass_ThatNeverSettles_CutsItsWindowInTwoDownToOnePage()
    {
        var scope = new WalkScope { Terms = Shifting }.Incremental(OneWindow);
        for (var pass = 0; pass < 3; pass++)
        {
            scope.Rows("2", 20, news: 1).Rows(null, 19, 9, news: 1);
        }

        scope.Next.Window.Should().Be(new WalkWindow(At(-15), At(-8), WindowTime.Changed));
        scope.Rows(null, 10, news: 1).Rows(null, 10, news: 1).Walk.End.Should().Be(WalkEnd.Completed);
        scope.Walk.GapCount.Should().Be(0);
    }

    [Fact]
    public void Pass_OfAWholeListThatNeverSettles_TellsTheGap()
    {
        var scope = new WalkScope { Terms = new(new() { HasWhole = true, Shifts = true }, new()) }.Full();
        for (var pass = 0; pass < 3; pass++)
        {
            scope.Rows("2", 20, news: 1).Rows(null, 19, 9, news: 1);
        }

        scope.Walk.End.Should().Be(WalkEnd.Completed);
        scope.Walk.Gaps.Should().Equal(new WalkGap(WalkGapReason.Unsettled, null));
        scope.Walk.IsExhaustive.Should().BeFalse();
    }

    [Fact]
    public void Pass_ThatBringsFewerRowsThanTheTotal_IsRepeatedAndThenTold()
    {
        var scope = new WalkScope().Incremental(OneWindow).Rows(null, 50).Rows(null, 50);
        scope.Walk.Pass.Number.Should().Be(3);
        scope.Rows(null, 50).Walk.End.Should().Be(WalkEnd.Completed);
        scope.Walk.Gaps.Single().Reason.Should().Be(WalkGapReason.Unsettled, "halves would not help");
    }

    [Fact]
    public void Walk_WithMoreGapsThanItKeeps_CountsTheRest()
    {
        var scope = new WalkScope { Terms = new(Manners, new() { MaxGaps = 1, MaxPasses = 1 }) }.Incremental();
        scope.Rows(null, 50).Rows(null, 50);
        (scope.Walk.Gaps.Length, scope.Walk.GapCount).Should().Be((1, 2));
    }

    [Fact]
    public void Page_ThatNamesItselfAsTheNext_FailsTheWalk()
    {
        var scope = new WalkScope().Incremental().Rows("2").Rows("2");
        (scope.Walk.End, scope.Walk.LastFailure!.Kind).Should().Be((WalkEnd.Failed, WalkFailureKind.Permanent));
    }

    [Fact]
    public void Pass_WithoutEnd_FailsTheWalk()
    {
        var scope = new WalkScope { Terms = new(Manners, new() { MaxPages = 10 }) }.Incremental();
        for (var page = 2; page <= 10; page++)
        {
            scope.Rows($"{page}");
        }

        scope.Rows("11").Walk.End.Should().Be(WalkEnd.Failed);
    }
}
