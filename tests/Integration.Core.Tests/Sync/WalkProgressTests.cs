using System.Text.Json;
using Integration.Json;
using static Integration.Sync.WalkScope;

namespace Integration.Sync;

public sealed class WalkProgressTests
{
    [Fact]
    public void Progress_OfWindows_GoesByTime()
    {
        var scope = new WalkScope { Terms = new(Manners, new() { FullAge = TimeSpan.FromDays(4) }) }.Full();
        WalkProgress.Of(scope.Walk, scope.Now).EstimatedEnd.Should().BeNull();
        scope.Now = Noon.AddMinutes(10);
        var progress = WalkProgress.Of(scope.Rows(null, 10).Walk, scope.Now);
        progress.Fraction.Should().BeApproximately(0.25, 1e-9);
        (progress.Expected, progress.EstimatedEnd).Should().Be((40, Noon.AddMinutes(40)));
    }

    [Fact]
    public void Progress_WithinAWindow_GoesByItsTotal()
    {
        var scope = new WalkScope { Terms = new(Manners, new() { FullAge = TimeSpan.FromDays(2) }) }.Full();
        WalkProgress.Of(scope.Rows("2", 40).Walk, At(1)).Fraction.Should().BeApproximately(0.125, 1e-9);
    }

    [Fact]
    public void Progress_OfAWholeList_GoesByRows()
    {
        var scope = new WalkScope { Terms = new(new() { HasWhole = true }, new()) }.Full();
        WalkProgress.Of(scope.Walk, Noon).Fraction.Should().BeNull();
        var progress = WalkProgress.Of(scope.Page(new(10, 0, "2") { Total = 40, Failed = 2 }).Walk, At(1));
        (progress.Pages, progress.Seen, progress.Failed, progress.Fraction, progress.Expected)
            .Should()
            .Be((1, 10, 2, 0.25, 40));
        progress.EstimatedEnd.Should().Be(At(4));
    }

    [Fact]
    public void Progress_OfAWalkThatIsOver_IsAll()
    {
        var scope = new WalkScope().Incremental();
        scope.ReadAll();
        var progress = WalkProgress.Of(scope.Walk, At(1));
        (progress.Fraction, progress.Expected, progress.EstimatedEnd).Should().Be((1, 20, null));
    }

    [Fact]
    public void Walk_AsJsonAndBack_IsTheSame()
    {
        var scope = new WalkScope()
            .Full()
            .Page(
                new(10, 3, "2")
                {
                    Total = 500,
                    BeyondLimit = true,
                    PlatformTime = At(1),
                }
            );
        scope.Rows("2", 20).Fail(WalkFailureKind.Throttled, TimeSpan.FromSeconds(9));
        var text = JsonSerializer.Serialize(scope.Walk, WireJson.Options);
        var read = JsonSerializer.Deserialize<SyncWalk>(text, WireJson.Options)!;
        read.Should().BeEquivalentTo(scope.Walk);
        JsonSerializer.Serialize(read, WireJson.Options).Should().Be(text);
        var marks = Marks with { Full = new(3, WindowTime.Created, Noon) };
        JsonSerializer
            .Deserialize<SyncMarks>(JsonSerializer.Serialize(marks, WireJson.Options), WireJson.Options)
            .Should()
            .Be(marks);
    }
}
