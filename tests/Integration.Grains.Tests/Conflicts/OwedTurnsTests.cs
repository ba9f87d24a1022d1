namespace Integration.Conflicts;

public sealed class OwedTurnsTests
{
    private const string Platform = "somewhere";
    private readonly OwedTurns _turns = new(2);

    [Fact]
    public void Add_OfMoreAccountsThanWorkers_BeginsNoMoreThanThat_OfEachPlatform()
    {
        Add("a", "b", "c").Should().Equal(true, true, false);
        _turns.Add("d", "elsewhere").Should().BeTrue();
    }

    [Fact]
    public void Add_OfAnAccountThatWaitsOrHasItsTurn_ChangesNothing()
    {
        Add("a", "b").Should().Equal(true, true);
        _turns.Next(Platform).Should().Be("a");

        Add("a", "b").Should().Equal(false, false);

        _turns.Next(Platform).Should().Be("b");
        _turns.Next(Platform).Should().BeNull();
    }

    [Fact]
    public void Next_AfterAnAccountThatHasMore_TakesTheOthersFirst()
    {
        Add("a", "b", "c");
        _turns.Next(Platform).Should().Be("a");
        _turns.End("a", Platform, hasMore: true);

        _turns.Next(Platform).Should().Be("b");
        _turns.End("b", Platform, hasMore: false);
        _turns.Next(Platform).Should().Be("c");
        _turns.End("c", Platform, hasMore: false);
        _turns.Next(Platform).Should().Be("a", "it goes on at once where nobody else waits");
    }

    [Fact]
    public void Add_AfterItsWorkersHaveEnded_BeginsAnew()
    {
        Add("a", "b");
        _turns.Next(Platform);
        _turns.Next(Platform);
        _turns.Next(Platform).Should().BeNull("a worker ends");
        _turns.Next(Platform).Should().BeNull("so does the other");
        _turns.End("a", Platform, hasMore: false);

        Add("b", "a", "c", "d").Should().Equal(false, true, true, false);
    }

    private bool[] Add(params string[] accounts) => Array.ConvertAll(accounts, one => _turns.Add(one, Platform));
}
