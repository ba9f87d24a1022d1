using Microsoft.Extensions.Time.Testing;

namespace Integration.Keeping;

public sealed class RecentlyUsedTests
{
    private static readonly TimeSpan Idle = TimeSpan.FromMinutes(10);
    private readonly FakeTimeProvider _time = new();
    private readonly List<Thing> _made = [];
    private readonly RecentlyUsed<int, Thing> _things;

    public RecentlyUsedTests() => _things = new(Make, 10, Idle, _time);

    [Fact]
    public void Rent_OfTheSameKey_GivesTheSameValue()
    {
        Use(1);
        _time.Advance(Idle - TimeSpan.FromTicks(1));
        Use(1);
        _made.Should().ContainSingle().Which.IsDisposed.Should().BeFalse();
    }

    [Fact]
    public void Value_WithoutUse_IsDroppedAfterItsTime()
    {
        Use(1);
        _time.Advance(Idle);
        Use(2);
        _made[0].IsDisposed.Should().BeTrue();
        _things.Count.Should().Be(1);
    }

    [Fact]
    public void Value_InUse_IsNeverDropped()
    {
        using var held = _things.Rent(0);
        _time.Advance(Idle * 2);
        for (var key = 1; key < 100; key++)
        {
            Use(key);
        }

        held.Value.IsDisposed.Should().BeFalse();
        using var again = _things.Rent(0);
        again.Value.Should().BeSameAs(held.Value);
    }

    [Fact]
    public void Values_BeyondTheCapacity_AreDroppedTheOldestFirst()
    {
        for (var key = 0; key < 10; key++)
        {
            Use(key);
            _time.Advance(TimeSpan.FromSeconds(1));
        }

        Use(0);
        Use(10);
        _made.Where(thing => thing.IsDisposed).Select(thing => thing.Key).Should().Equal(1, 2);
        _things.Count.Should().Be(9);
    }

    [Fact]
    public void Values_AllInUse_MayBeMoreThanTheCapacity()
    {
        var held = Enumerable.Range(0, 20).Select(_things.Rent).ToArray();
        _made.Should().OnlyContain(thing => !thing.IsDisposed);
        Array.ForEach(held, one => one.Dispose());
        Use(99);
        _things.Count.Should().BeLessThan(20);
    }

    private void Use(int key)
    {
        using var use = _things.Rent(key);
    }

    private Thing Make(int key)
    {
        _made.Add(new(key));
        return _made[^1];
    }

    private sealed class Thing(int key) : IDisposable
    {
        public int Key { get; } = key;

        public bool IsDisposed { get; private set; }

        public void Dispose() => IsDisposed = true;
    }
}
