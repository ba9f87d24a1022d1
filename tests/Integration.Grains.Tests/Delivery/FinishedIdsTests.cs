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
        _ids.Add(Id(1)).Should().BeTrue();
        _ids.Contains(Id(1)).Should().BeTrue();
        _ids.Contains(Id(2)).Should().BeFalse();
    }

    [Fact]
    public void Add_BeyondTheCapacity_ForgetsTheOldestAndSaysSo()
    {
        _ids.Add(Id(1)).Should().BeTrue();
        _ids.Add(Id(2)).Should().BeTrue();
        _ids.Add(Id(3)).Should().BeTrue();
        _ids.Add(Id(4)).Should().BeFalse("a row that comes late could now be repeated");
        _ids.Contains(Id(1)).Should().BeFalse();
        _ids.Contains(Id(2)).Should().BeTrue();
        _ids.Contains(Id(4)).Should().BeTrue();
    }

    [Fact]
    public void Add_AfterTheMemory_ForgetsTheOldOnesWithoutASound()
    {
        _ids.Add(Id(1));
        _ids.Add(Id(2));
        _time.Advance(Memory + TimeSpan.FromMilliseconds(1));
        _ids.Add(Id(3)).Should().BeTrue();
        _ids.Contains(Id(1)).Should().BeFalse();
        _ids.Contains(Id(2)).Should().BeFalse();
        _ids.Add(Id(4)).Should().BeTrue();
        _ids.Add(Id(5)).Should().BeTrue();
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
    public void Add_OfTheSameIdTwice_TakesOnePlace()
    {
        for (var i = 0; i < 10; i++)
        {
            _ids.Add(Id(1)).Should().BeTrue();
        }
    }

    private static Guid Id(int n) => new(n, 0, 0, [0, 0, 0, 0, 0, 0, 0, 0]);
}
