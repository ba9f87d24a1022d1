using static Integration.Sync.WalkScope;

namespace Integration.Sync;

public sealed class WalkWindowTests
{
    [Fact]
    public void Incremental_StartsBeforeTheLastEndAndEndsBeforeThePlatformsNow_OldestFirst()
    {
        var windows = new WalkScope().Incremental().ReadAll();
        windows
            .Should()
            .Equal(
                new WalkWindow(At(-35), At(-5), WindowTime.Changed),
                new WalkWindow(At(-5), At(-1), WindowTime.Changed)
            );
    }

    [Fact]
    public void Incremental_AfterEachWindow_MovesTheEndSoFar()
    {
        var scope = new WalkScope().Incremental();
        Marks.After(scope.Walk).End.Should().Be(Marks.End);
        scope.Rows("2");
        Marks.After(scope.Walk).End.Should().Be(Marks.End);
        scope.Rows(null);
        Marks.After(scope.Walk).End.Should().Be(At(-5));
        scope.Rows(null);
        Marks.After(scope.Walk).End.Should().Be(At(-1));
    }

    [Fact]
    public void Incremental_OfAListWithoutChanges_IsAFullWalk()
    {
        var scope = new WalkScope { Terms = new(new() { HasWhole = true }, new()) };
        scope.Incremental().Walk.Mode.Should().Be(WalkMode.Full);
        scope.Next.Window.Should().BeNull();
    }

    [Fact]
    public void Incremental_BeforeTheFirstFullWalk_IsOne() =>
        new WalkScope().Incremental(new()).Walk.Mode.Should().Be(WalkMode.Full);

    [Fact]
    public void Full_ReadsByCreationNewestFirst_AsFarBackAsConfigured()
    {
        var options = new WalkOptions { FullAge = TimeSpan.FromHours(60) };
        var windows = new WalkScope { Terms = new(Manners, options) }
            .Full()
            .ReadAll();
        windows
            .Should()
            .Equal(
                new WalkWindow(At(-1).AddHours(-24), At(-1), WindowTime.Created),
                new WalkWindow(At(-1).AddHours(-48), At(-1).AddHours(-24), WindowTime.Created),
                new WalkWindow(At(-1).AddHours(-60), At(-1).AddHours(-48), WindowTime.Created)
            );
    }

    [Fact]
    public void Full_WhereOnlyChangesHaveWindows_LooksLastForWhatChangedMeanwhile()
    {
        var terms = new WalkTerms(
            new() { Windows = [new(WindowTime.Changed)] },
            new() { FullAge = TimeSpan.FromDays(1) }
        );
        var scope = new WalkScope { Terms = terms }.Full();
        scope.Next.Window.Should().Be(new WalkWindow(At(-1).AddDays(-1), At(-1), WindowTime.Changed));
        scope.Now = At(20);
        scope.Rows(null, 10).Next.Window.Should().Be(new WalkWindow(At(-6), At(20), WindowTime.Changed));
        scope.Page(new(10, 0, null) { PlatformTime = scope.Now }).Walk.End.Should().Be(WalkEnd.Completed);
    }

    [Fact]
    public void Full_FurtherBackThanThePlatformServes_TellsWhatItDoesNotRead()
    {
        var terms = new WalkTerms(
            Manners with
            {
                MaxAge = TimeSpan.FromDays(2),
            },
            new() { FullAge = TimeSpan.FromDays(3) }
        );
        var scope = new WalkScope { Terms = terms }.Full();
        scope.Walk.NotServed!.From.Should().Be(At(-1).AddDays(-3));
        scope.ReadAll()[^1]!.From.Should().Be(Noon.AddDays(-2).AddSeconds(1));
        scope.Walk.IsExhaustive.Should().BeTrue("its reach is what the platform serves");
    }

    [Fact]
    public void Full_WhoseOldestWindowGrewTooOldMeanwhile_ShrinksItsReach()
    {
        var terms = new WalkTerms(
            Manners with
            {
                MaxAge = TimeSpan.FromDays(2),
            },
            new() { FullAge = TimeSpan.FromDays(2) }
        );
        var scope = new WalkScope { Terms = terms }
            .Full()
            .Rows(null, 10);
        scope.Now = Noon.AddHours(5);
        scope.Rows(null, 10).Walk.End.Should().Be(WalkEnd.Completed);
        scope.Walk.From.Should().Be(Noon.AddDays(-2).AddHours(5).AddSeconds(1));
    }

    [Fact]
    public void Incremental_AfterAPauseLongerThanThePlatformServes_TellsWhatIsLost()
    {
        var terms = new WalkTerms(Manners with { MaxAge = TimeSpan.FromDays(1) }, new());
        var scope = new WalkScope { Terms = terms }.Incremental(Marks with { End = Noon.AddDays(-3) });
        var oldest = Noon.AddDays(-1).AddSeconds(1);
        scope.Next.Window!.From.Should().Be(oldest);
        scope.Walk.NotServed.Should().Be(new WalkWindow(At(-5).AddDays(-3), oldest, WindowTime.Changed));
    }

    [Theory]
    [InlineData(60, 30, 30)]
    [InlineData(2, 1, 1)]
    [InlineData(1, 0, 1)]
    public void Halves_ShareASecondWhereverTheyCan(int seconds, int olderTo, int newerFrom)
    {
        var window = new WalkWindow(Noon, At(0, seconds), WindowTime.Changed);
        window.Halves().Should().Be((window with { To = At(0, olderTo) }, window with { From = At(0, newerFrom) }));
    }

    [Fact]
    public void Page_BeyondTheLimit_CutsTheWindowInTwo()
    {
        var scope = new WalkScope().Incremental().Page(new(10, 0, "2") { Total = 500, BeyondLimit = true });
        scope.Next.Window.Should().Be(new WalkWindow(At(-35), At(-20), WindowTime.Changed));
        scope.Next.Cursor.Should().BeNull();
        scope.ReadAll().Select(static window => window!.To).Should().Equal(At(-20), At(-5), At(-1));
        scope.Walk.GapCount.Should().Be(0);
    }

    [Fact]
    public void Page_BeyondTheLimitInOneSecond_ReadsWhatItCanAndTellsTheGap()
    {
        var second = new WalkWindow(At(-60), At(-60), WindowTime.Changed);
        var scope = new WalkScope().Backfill(second).Page(new(10, 0, "2") { Total = 500, BeyondLimit = true });
        scope.Next.Cursor.Should().Be("2");
        scope.Rows(null, 500).Walk.End.Should().Be(WalkEnd.Completed);
        scope.Walk.Gaps.Should().Equal(new WalkGap(WalkGapReason.BeyondLimit, second));
        scope.Walk.IsExhaustive.Should().BeFalse();
    }

    [Fact]
    public void Page_OfAWholeListBeyondTheLimit_GoesOnByWindowsOfChanges()
    {
        var terms = new WalkTerms(new() { HasWhole = true, Windows = [new(WindowTime.Changed)] }, new());
        var scope = new WalkScope { Terms = terms }.Full();
        scope.Next.Window.Should().BeNull();
        scope.Page(new(10, 0, "2") { Total = 500, BeyondLimit = true });
        scope.Next.Window!.To.Should().Be(At(-1));
        scope.Walk.From.Should().BeNull("its reach is the whole list");
    }

    [Fact]
    public void Backfill_IntoTheOpen_StopsWhereTheWindowIsClosed()
    {
        var scope = new WalkScope().Backfill(new(At(-20), At(20), WindowTime.Changed));
        scope.ReadAll().Should().Equal(new WalkWindow(At(-20), At(-1), WindowTime.Changed));
        Marks.After(scope.Walk).Should().Be(Marks);
        scope.Backfill(new(At(5), At(20), WindowTime.Changed)).Walk.End.Should().Be(WalkEnd.Completed);
    }

    [Theory]
    [InlineData(WindowTime.Created, 0, 5)]
    [InlineData(WindowTime.Changed, 5, 0)]
    public void Backfill_OfNoWindowOfTheList_IsRefused(WindowTime by, int from, int to)
    {
        var terms = new WalkTerms(new() { Windows = [new(WindowTime.Changed)] }, new());
        var begin = () => WalkStart.Backfill(new(At(from), At(to), by), Marks, terms, Noon);
        begin.Should().Throw<ArgumentException>();
    }

    [Theory]
    [InlineData("2026-03-08T14:00:00Z", 60)]
    [InlineData("2026-11-01T14:00:00Z", 60)]
    [InlineData("2026-05-20T14:00:00Z", 5)]
    public void Incremental_OnADayWhenClocksChange_OverlapsByAnHour(string text, int minutes)
    {
        var now = DateTimeOffset.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
        var zone = TimeZoneInfo.FindSystemTimeZoneById("America/Los_Angeles");
        var scope = new WalkScope { Terms = new(Manners with { Zone = zone }, new()), Now = now };
        scope.Incremental(Marks with { End = now.AddMinutes(-10) });
        scope.Next.Window!.From.Should().Be(now.AddMinutes(-10 - minutes));
    }
}
