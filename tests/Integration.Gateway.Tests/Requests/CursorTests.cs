namespace Integration.Requests;

public sealed class CursorTests
{
    [Theory]
    [InlineData("erp")]
    [InlineData("019abcde-0000-7000-8000-000000000001")]
    [InlineData("订单")]
    public void TryRead_OfWhatWriteWrote_IsTheSame(string after)
    {
        var cursor = Cursor.Write(after)!;
        cursor.Should().MatchRegex("^[A-Za-z0-9_-]+$", "it stands in a query as it is");
        Cursor.TryRead(cursor, out var read).Should().BeTrue();
        read.Should().Be(after);
    }

    [Fact]
    public void Write_OfTheLastPage_IsNull() => Cursor.Write(null).Should().BeNull();

    [Theory]
    [InlineData("")]
    [InlineData("====")]
    [InlineData("MTo")]
    [InlineData("MTplcnAA")]
    [InlineData("ZXJw")]
    public void TryRead_OfAnythingElse_IsRefused(string cursor) => Cursor.TryRead(cursor, out _).Should().BeFalse();

    [Fact]
    public void TryRead_OfALongCursor_IsRefused() =>
        Cursor.TryRead(Cursor.Write(new string('x', Cursor.MaxLength))!, out _).Should().BeFalse();
}
