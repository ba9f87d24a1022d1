using System.Text.Json;
using Integration.Json;

namespace Integration.Sync;

/// <summary>
/// Syncs a copy with the simulated shop by walks, through failed answers and crashes: a crash goes on from the state before the
/// page, whose rows are in the copy already.
/// </summary>
internal sealed class ShopSync
{
    private readonly Dictionary<string, int> _reads = [];
    private readonly Random _random;
    private readonly ShopList _list;
    private readonly WalkTerms _terms;
    private readonly ShopStyle _style;
    private readonly TimeSpan _skew;
    private int _walks;

    public ShopSync(int seed, ShopStyle style, TimeSpan latest)
    {
        _random = new(seed);
        _style = style;
        _skew = style.TellsTime ? TimeSpan.FromSeconds(_random.Next(-240, 181)) : TimeSpan.Zero;
        _terms = new(style.Manners, new() { FullAge = TimeSpan.FromDays(2) });
        Shop = new(_random, latest, _random.Next(60, 160));
        _list = new(Shop, style, _random);
    }

    public MutatingShop Shop { get; }

    public LocalCopy Copy { get; } = new();

    public SyncMarks Marks { get; private set; } = new();

    /// <summary>How often the page that was read most was read, less the crashes at it.</summary>
    public int MostReads { get; private set; }

    private DateTimeOffset OurNow => Shop.Now - _skew;

    /// <summary>Reads what changed.</summary>
    public SyncWalk Incremental() => Walk(WalkStart.Incremental(Marks, _terms, OurNow));

    /// <summary>Reads all.</summary>
    public SyncWalk Full() => Walk(WalkStart.Full(Marks, _terms, OurNow));

    private SyncWalk Walk(SyncWalk walk)
    {
        _walks++;
        Marks = Marks.Begun(walk);
        while (walk.Next is { } next)
        {
            (walk.Step < 20_000).Should().BeTrue("a walk ends");
            walk = next.NotBefore is { } due && due > OurNow ? Wait(walk, due) : Step(walk, next);
        }

        if (Marks.Deletions(walk) is { } scope)
        {
            Copy.Delete(scope);
        }

        Marks = Marks.After(walk);
        return walk;
    }

    private SyncWalk Wait(SyncWalk walk, DateTimeOffset due)
    {
        Shop.Tick((int)Math.Ceiling((due - OurNow).TotalSeconds));
        return walk;
    }

    private SyncWalk Step(SyncWalk walk, WalkRequest next)
    {
        if (Failure() is { } failure)
        {
            Shop.Tick(1);
            return WalkSteps.After(walk, failure, _terms, OurNow);
        }

        var answer = _list.Ask(next.Window, next.Cursor);
        var news = Copy.Put(answer.Rows, walk.Generation);
        var isCrash = _random.Next(10) == 0;
        Count(walk, isCrash);
        if (isCrash)
        {
            return Stored(walk);
        }

        var page = new WalkPage(answer.Rows.Length, news, answer.NextCursor)
        {
            Total = answer.Total,
            BeyondLimit = answer.BeyondLimit,
            PlatformTime = _style.TellsTime ? Shop.Now : null,
        };
        var after = WalkSteps.After(walk, page, _terms, OurNow);
        Marks = walk.Mode == WalkMode.Incremental ? Marks.After(after) : Marks;
        return after;
    }

    private WalkFailure? Failure() =>
        _random.Next(100) switch
        {
            < 8 => new(WalkFailureKind.Transient, "away"),
            < 12 => new(WalkFailureKind.Throttled, "slower", TimeSpan.FromSeconds(2)),
            < 14 => new(WalkFailureKind.Transient, "busy", TimeSpan.FromSeconds(3)),
            _ => null,
        };

    // As a process that starts again reads it.
    private static SyncWalk Stored(SyncWalk walk) =>
        JsonSerializer.Deserialize<SyncWalk>(JsonSerializer.Serialize(walk, WireJson.Options), WireJson.Options)!;

    private void Count(SyncWalk walk, bool isCrash)
    {
        var place = JsonSerializer.Serialize(
            new
            {
                _walks,
                walk.Window,
                walk.Cursor,
                walk.Pass.Number,
                walk.Parts,
                walk.Rest,
                walk.CaughtUp,
            }
        );
        var reads = _reads[place] = _reads.GetValueOrDefault(place) + (isCrash ? 0 : 1);
        MostReads = Math.Max(MostReads, reads);
    }
}
