using Microsoft.Extensions.Time.Testing;

namespace Integration.Delivery;

public sealed class FinishedIdsTests
{
    private static readonly TimeSpan Memory = TimeSpan.FromSeconds(60);
    private readonly FakeTimeProvider _time = new();
    private readonly FinishedIds _ids;

    public FinishedIdsTests() => _ids = new FinishedIds(3, Memory, _time);

    [Fact]
    public void Contains_OfAnAddedId_IsTrue()
    {
        _ids.Add(Id(1));
        _ids.Contains(Id(1)).Should().BeTrue();
        _ids.Contains(Id(2)).Should().BeFalse();
    }

    [Fact]
    public void Add_BeyondTwiceTheCapacity_ForgetsTheOldestAndKnowsSo()
    {
        AddAll(2, 1, 3, 4, 5, 6);
        _ids.Contains(Id(2)).Should().BeTrue("the last three before the last are known too");
        _ids.MayBeForgotten(Id(1)).Should().BeFalse();
        AddAll(7);
        _ids.Contains(Id(2)).Should().BeFalse();
        _ids.Contains(Id(4)).Should().BeTrue();
        _ids.MayBeForgotten(Id(3)).Should().BeTrue();
        _ids.MayBeForgotten(Id(1)).Should().BeTrue("it is older than one that was forgotten");
        _ids.MayBeForgotten(Id(4)).Should().BeFalse();
        _time.Advance(Memory + TimeSpan.FromMilliseconds(1));
        _ids.MayBeForgotten(Id(3)).Should().BeFalse("it would be forgotten by now anyway");
    }

    [Fact]
    public void Add_AfterTheMemory_ForgetsTheOldOnesWithoutASound()
    {
        AddAll(1, 2);
        _time.Advance(Memory + TimeSpan.FromMilliseconds(1));
        AddAll(3);
        _time.Advance(Memory + TimeSpan.FromMilliseconds(1));
        AddAll(4);
        _ids.Contains(Id(1)).Should().BeFalse();
        _ids.Contains(Id(2)).Should().BeFalse();
        _ids.Contains(Id(3)).Should().BeTrue();
        _ids.MayBeForgotten(Id(1)).Should().BeFalse();
    }

    [Fact]
    public void Add_WithinTheMemory_Remembers()
    {
        _ids.Add(Id(1));
        _time.Advance(Memory);
        _ids.Add(Id(2));
        _ids.Contains(Id(1)).Should().BeTrue();
    }

    [Fact]
    public void Contains_AfterTwiceTheMemory_IsFalseWheneverItWasAskedBefore()
    {
        _ids.Add(Id(1));
        _time.Advance((2 * Memory) - TimeSpan.FromSeconds(1));
        _ids.Contains(Id(1)).Should().BeTrue("it may be");
        _time.Advance(TimeSpan.FromSeconds(2));
        _ids.Contains(Id(1)).Should().BeFalse();
        _ids.Add(Id(2));
        _time.Advance((2 * Memory) + TimeSpan.FromSeconds(1));
        _ids.Contains(Id(2)).Should().BeFalse("nobody asked meanwhile");
    }

    [Fact]
    public void Add_OfTheSameIdTwice_TakesOnePlace()
    {
        AddAll(1, 2, 2, 2, 2, 2, 2, 2);
        _ids.Contains(Id(1)).Should().BeTrue();
    }

    private void AddAll(params int[] ids) => Array.ForEach(ids, n => _ids.Add(Id(n)));

    private static Guid Id(int n) => new(n, 0, 0, [0, 0, 0, 0, 0, 0, 0, 0]);
}
