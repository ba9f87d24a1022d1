using static Integration.Sync.WalkScope;

namespace Integration.Sync;

public sealed class SyncMarksTests
{
    private static readonly SyncMarks Seen = Marks with { Full = new(7, WindowTime.Created, Noon.AddDays(-3)) };

    private readonly WalkScope _scope = new() { Terms = new(Manners, new() { FullAge = TimeSpan.FromDays(2) }) };

    [Fact]
    public void Begun_ByAFullWalk_RaisesTheGenerationForAll()
    {
        var marks = Marks.Begun(_scope.Full().Walk);
        marks.Generation.Should().Be(8);
        _scope.Incremental(marks).Walk.Generation.Should().Be(8);
    }

    [Fact]
    public void Deletions_AfterTheFirstFullWalk_AreNotTold()
    {
        _scope.Full().ReadAll();
        Marks.Deletions(_scope.Walk).Should().BeNull();
        Marks.After(_scope.Walk).Full.Should().Be(new FullMark(8, WindowTime.Created, At(-1).AddDays(-2)));
    }

    [Fact]
    public void Deletions_AfterTwoFullWalks_AreWhatNobodySawSinceTheFirstOfThem()
    {
        _scope.Full().ReadAll();
        Seen.Deletions(_scope.Walk).Should().Be(new DeletionScope(7, WindowTime.Created, At(-1).AddDays(-2)));
    }

    [Fact]
    public void Deletions_NeverReachFurtherThanTheShorterWalk()
    {
        var marks = Seen with { Full = new(7, WindowTime.Created, Noon.AddDays(-1)) };
        _scope.Full().ReadAll();
        marks.Deletions(_scope.Walk)!.From.Should().Be(Noon.AddDays(-1));
    }

    [Fact]
    public void Deletions_OfWalksByDifferentTimes_AreNotTold()
    {
        var marks = Seen with { Full = new(7, WindowTime.Changed, Noon.AddDays(-1)) };
        _scope.Full().ReadAll();
        marks.Deletions(_scope.Walk).Should().BeNull();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Deletions_WhereOneWalkSawTheWholeList_ReachAsFarAsTheOther(bool isFirst)
    {
        var window = new FullMark(7, WindowTime.Created, At(-1).AddDays(-2));
        var whole = new FullMark(7, null, null);
        var terms = isFirst ? _scope.Terms : new WalkTerms(Manners with { HasWhole = true }, new());
        var scope = new WalkScope { Terms = terms }.Full();
        scope.ReadAll();
        (Seen with { Full = isFirst ? whole : window })
            .Deletions(scope.Walk)
            .Should()
            .Be(new DeletionScope(7, window.By, window.From));
    }

    [Fact]
    public void Deletions_AfterAWalkWithAGapOrAnUnreadableRow_AreNotTold()
    {
        _scope.Full().Page(new(10, 0, null) { Failed = 1 }).ReadAll();
        Seen.Deletions(_scope.Walk).Should().BeNull();
        Seen.After(_scope.Walk).Full.Should().Be(Seen.Full);
        _scope.Full().Rows(null, 50).Rows(null, 50).Rows(null, 50).ReadAll();
        Seen.Deletions(_scope.Walk).Should().BeNull();
    }

    [Fact]
    public void Deletions_BeforeTheEnd_AreNotTold()
    {
        Seen.Deletions(_scope.Full().Rows("2").Walk).Should().BeNull();
        Seen.Deletions(_scope.Incremental().Walk).Should().BeNull();
    }

    [Fact]
    public void After_TheFirstFullWalk_ChangesAreReadFromItsBeginning()
    {
        _scope.Full(new() { Offset = TimeSpan.Zero });
        _scope.Now = Noon.AddHours(2);
        new SyncMarks().After(_scope.Rows("2").Walk).End.Should().BeNull();
        _scope.ReadAll();
        new SyncMarks().After(_scope.Walk).End.Should().Be(At(-1));
    }

    [Fact]
    public void After_AnotherFullWalk_TheEndStays()
    {
        _scope.Full().ReadAll();
        Marks.After(_scope.Walk).End.Should().Be(Marks.End, "older records that changed were not in its windows");
    }

    [Fact]
    public void After_AnotherWalkOfAWholeList_TheEndIsItsBeginning()
    {
        var scope = new WalkScope { Terms = new(Manners with { HasWhole = true, Windows = [] }, new()) }.Full();
        scope.ReadAll();
        Marks.After(scope.Walk).End.Should().Be(At(-1), "such a list has no other walks");
    }

    [Fact]
    public void After_AnotherWalkOfAWholeListThatTellsChangesToo_TheEndStays()
    {
        var scope = new WalkScope { Terms = new(Manners with { HasWhole = true }, new()) }.Full();
        scope.ReadAll();
        Marks.After(scope.Walk).End.Should().Be(Marks.End, "where it has a gap, changes in there are still to be read");
    }
}
