namespace Integration.Sync;

/// <summary>The oracle in the small: whatever happens meanwhile, in the end the copy is the shop.</summary>
public sealed class ShopSyncTests
{
    private const int Seeds = 30;

    // Within the lag of 1 min: a closed window stays closed. And later than the overlap of 5 min.
    private static readonly TimeSpan InTime = TimeSpan.FromSeconds(59);
    private static readonly TimeSpan TooLate = TimeSpan.FromSeconds(420);

    public static TheoryData<string> Styles => [.. ShopStyle.All.Select(static style => style.Name)];

    [Theory]
    [MemberData(nameof(Styles))]
    public void Walks_OfAMovingShop_LeaveTheCopyEqualToIt(string style) => Each(style, InTime, Settle);

    [Theory]
    [MemberData(nameof(Styles))]
    public void Walks_WhereChangesComeIntoTheListTooLate_LeaveTheCopyEqualToIt(string style) =>
        Each(style, TooLate, Settle);

    [Theory]
    [MemberData(nameof(Styles))]
    public void Incremental_OfAShopThatHasCalmedDown_HasLostNoChange(string style) =>
        Each(
            style,
            InTime,
            static (sync, seed) =>
            {
                Calm(sync);
                sync.Incremental().End.Should().Be(WalkEnd.Completed);
                sync.Shop.Truth.Except(sync.Copy.Records).Should().BeEmpty($"seed {seed}");
            }
        );

    private static void Each(string name, TimeSpan latest, Action<ShopSync, int> check)
    {
        var style = ShopStyle.All.Single(one => one.Name == name);
        for (var seed = 0; seed < Seeds; seed++)
        {
            var sync = new ShopSync(seed, style, latest);
            var because = $"seed {seed}";
            sync.Full().End.Should().Be(WalkEnd.Completed, because);
            // The last rounds are incremental ones, because a full walk would mend what they lost; one is after a long pause.
            for (var round = 0; round < 8; round++)
            {
                sync.Shop.Tick(round == 6 ? 2400 : 400);
                var walk = round is 1 or 4 ? sync.Full() : sync.Incremental();
                walk.End.Should().Be(WalkEnd.Completed, because);
                if (style.Windows.Any(static limit => limit.By == WindowTime.Created))
                {
                    var living = sync.Shop.Truth.Select(static one => one.Id);
                    sync.Copy.Deleted.Intersect(living).Should().BeEmpty(because);
                }
            }

            check(sync, seed);
            // Where records come in behind us, a list that is read backwards names pages again.
            if (style.Paging != ShopPaging.Backwards || (latest == InTime && !style.HasWhole))
            {
                sync.MostReads.Should().Be(1, $"only a crash repeats a page, seed {seed}");
            }
        }
    }

    private static string Differences(ShopSync sync) =>
        string.Join(
            '\n',
            [
                .. sync.Shop.Truth.Except(sync.Copy.Records).Select(static record => $"not in the copy: {record}"),
                .. sync.Copy.Records.Except(sync.Shop.Truth).Select(static record => $"not in the shop: {record}"),
            ]
        );

    private static void Calm(ShopSync sync)
    {
        sync.Shop.IsMoving = false;
        sync.Shop.Tick(1200);
    }

    private static void Settle(ShopSync sync, int seed)
    {
        Calm(sync);
        foreach (var walk in new[] { sync.Incremental(), sync.Full(), sync.Full() })
        {
            (walk.End, walk.GapCount).Should().Be((WalkEnd.Completed, 0), $"seed {seed}");
        }

        Differences(sync).Should().BeEmpty($"seed {seed}");
    }
}
