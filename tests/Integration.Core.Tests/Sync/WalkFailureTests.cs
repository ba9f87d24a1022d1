using static Integration.Sync.WalkScope;

namespace Integration.Sync;

public sealed class WalkFailureTests
{
    private readonly WalkScope _scope = new WalkScope().Incremental().Rows("2");

    [Fact]
    public void Failure_OfAPassingKind_AsksForTheSamePageLater()
    {
        var before = _scope.Next;
        _scope.Fail(WalkFailureKind.Transient);
        _scope.Next.Should().Be(before with { Step = before.Step + 1, NotBefore = At(0, 5) });
        _scope.Fail(WalkFailureKind.Transient).Next.NotBefore.Should().Be(At(0, 10));
        _scope.Fail(WalkFailureKind.Transient, TimeSpan.FromSeconds(90)).Next.NotBefore.Should().Be(At(0, 90));
    }

    [Fact]
    public void Failures_MoreThanAllowed_EndTheWalkAndItGoesOnAtItsPage()
    {
        for (var failure = 0; failure < 8; failure++)
        {
            _scope.Fail(WalkFailureKind.Transient).Next.Should().NotBeNull();
        }

        _scope.Fail(WalkFailureKind.Transient).Walk.End.Should().Be(WalkEnd.Failed);
        (_scope.Resume().Next.Cursor, _scope.Next.NotBefore, _scope.Walk.Failures).Should().Be(("2", null, 0));
    }

    [Fact]
    public void Page_AfterFailures_ForgetsThem()
    {
        _scope.Fail(WalkFailureKind.Transient).Rows("3");
        (_scope.Walk.Failures, _scope.Walk.LastFailure, _scope.Next.NotBefore).Should().Be((0, null, null));
    }

    [Fact]
    public void Failure_OfTheRate_WaitsAsLongAsToldAndIsNoFailure()
    {
        for (var failure = 0; failure < 50; failure++)
        {
            _scope.Fail(WalkFailureKind.Throttled, TimeSpan.FromHours(2));
        }

        (_scope.Walk.Failures, _scope.Next.NotBefore).Should().Be((0, Noon.AddHours(2)));
    }

    [Fact]
    public void Failure_OfTheToken_AsksOnceMoreAndThenPauses()
    {
        _scope.Fail(WalkFailureKind.Unauthorised);
        (_scope.Next.Cursor, _scope.Next.NotBefore).Should().Be(("2", null));
        _scope.Fail(WalkFailureKind.Unauthorised).Walk.End.Should().Be(WalkEnd.Paused);
        _scope.Resume().Next.Cursor.Should().Be("2");
        _scope.Fail(WalkFailureKind.Unauthorised).Walk.End.Should().BeNull();
    }

    [Fact]
    public void Failure_ThatNeedsAPerson_Pauses() =>
        _scope.Fail(WalkFailureKind.NeedsAttention).Walk.End.Should().Be(WalkEnd.Paused);

    [Fact]
    public void Failure_OfACursor_BeginsTheWindowAgainOnce()
    {
        var window = _scope.Next.Window;
        _scope.Fail(WalkFailureKind.Permanent);
        (_scope.Next.Window, _scope.Next.Cursor, _scope.Walk.Pass.Rows).Should().Be((window, null, 0));
        _scope.Rows("2").Fail(WalkFailureKind.Permanent).Walk.End.Should().Be(WalkEnd.Failed);
    }

    [Fact]
    public void Failure_OfAWindowThatGrewTooOld_ReadsWhatIsStillServed()
    {
        var terms = new WalkTerms(Manners with { MaxAge = TimeSpan.FromDays(1) }, new());
        var scope = new WalkScope { Terms = terms };
        scope.Backfill(new(Noon.AddHours(-23), Noon.AddHours(-22), WindowTime.Created));
        scope.Now = Noon.AddMinutes(90);
        scope
            .Fail(WalkFailureKind.Permanent)
            .Next.Window!.From.Should()
            .Be(Noon.AddMinutes((-60 * 22) - 30).AddSeconds(1));
        scope.Walk.NotServed.Should().NotBeNull();
        scope.Now = Noon.AddHours(3);
        scope.Fail(WalkFailureKind.Permanent).Walk.End.Should().Be(WalkEnd.Completed);
    }

    [Fact]
    public void Failure_OfAWindowForGood_EndsTheWalk() =>
        new WalkScope().Incremental().Fail(WalkFailureKind.Permanent).Walk.End.Should().Be(WalkEnd.Failed);

    [Fact]
    public void After_TheEnd_IsABug()
    {
        _scope.Fail(WalkFailureKind.NeedsAttention);
        _scope.Walk.Next.Should().BeNull();
        var page = () => _scope.Rows("3");
        page.Should().Throw<InvalidOperationException>();
    }

    [Fact]
    public void Resume_OfAWalkThatGoesOn_ChangesNothing()
    {
        var before = _scope.Walk;
        _scope.Resume().Walk.Should().BeSameAs(before);
    }
}
