using static Integration.Sync.WalkScope;

namespace Integration.Sync;

public sealed class WalkClockTests
{
    [Fact]
    public void Incremental_OfAPlatformWhoseClockIsAhead_EndsByItsClock()
    {
        var scope = new WalkScope().Incremental(Marks with { Offset = TimeSpan.FromMinutes(3) });
        scope.Walk.Until.Should().Be(At(2));
    }

    [Fact]
    public void Page_ThatTellsThePlatformsTime_MeasuresItsClock()
    {
        var scope = new WalkScope().Incremental().Page(new(10, 0, "2") { PlatformTime = At(0, 30) });
        Marks.After(scope.Walk).Offset.Should().Be(TimeSpan.FromSeconds(30));
    }

    [Fact]
    public void Page_ThatShowsThatTheWindowIsStillOpen_ReadsAClosedOneInstead()
    {
        var scope = new WalkScope().Incremental(Marks with { End = At(-10) });
        scope.Next.Window!.To.Should().Be(At(-1));
        scope.Page(new(10, 0, "2") { PlatformTime = At(-4) });
        (scope.Next.Window!.To, scope.Next.Cursor).Should().Be((At(-5), null));
        scope.Page(new(10, 0, null) { PlatformTime = At(-4) });
        Marks.After(scope.Walk).End.Should().Be(At(-5));
    }

    [Fact]
    public void Page_ThatShowsThatTheWholeWindowIsOpen_ReadsNothingOfIt()
    {
        var scope = new WalkScope().Incremental(Marks with { End = At(-1) });
        scope.Page(new(10, 0, "2") { PlatformTime = At(-10) }).Walk.End.Should().Be(WalkEnd.Completed);
        Marks.After(scope.Walk).End.Should().Be(Marks.End, "nothing was read to its end");
    }

    [Fact]
    public void Page_ThatIsNotTheFirst_DoesNotReopenTheWindow()
    {
        var scope = new WalkScope().Incremental(Marks with { End = At(-10) }).Rows("2");
        scope.Page(new(10, 0, "3") { PlatformTime = At(0, -2) }).Next.Cursor.Should().Be("3");
    }

    [Fact]
    public void Incremental_AfterThePlatformsClockWentBack_StartsBeforeWhatItSaysNow()
    {
        var scope = new WalkScope().Incremental(Marks with { End = At(60) });
        scope.Next.Window.Should().Be(new WalkWindow(At(-6), At(-1), WindowTime.Changed));
        scope.Rows(null);
        Marks.After(scope.Walk).End.Should().Be(At(-1));
    }

    [Fact]
    public void Incremental_OfAPlatformThatNeverToldItsTime_StaysBehindOurClock() =>
        new WalkScope().Incremental(Marks with { Offset = null }).Walk.Until.Should().Be(At(-11));
}
