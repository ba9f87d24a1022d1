namespace Integration.Sync;

public sealed class TitleWordsTests
{
    [Theory]
    [InlineData("Green MUG, 2-pack", "green mug 2 pack")]
    [InlineData("  Straße №5 ", "straße 5")]
    [InlineData("हिन्दी", "हिन्दी")]
    [InlineData("红色杯子 XL", "红色 色杯 杯子 xl")]
    [InlineData("杯", "杯")]
    [InlineData("mug杯子", "mug 杯子")]
    [InlineData("mug MUG", "mug")]
    [InlineData("!?— …", "")]
    public void Asked_AreRunsOfLettersAndPairsWhereNoSpacesAreWritten(string text, string words) =>
        string.Join(' ', TitleWords.Asked(text)).Should().Be(words);

    [Theory]
    [InlineData("红色杯子", "色杯")]
    [InlineData("红色杯子", "杯")]
    [InlineData("红色杯子", "红色杯子")]
    [InlineData("Cup (green)", "GREEN cup")]
    public void Of_ATitle_HasWhatASearchForAPartOfItAsksFor(string title, string search) =>
        TitleWords.Of(title).Should().Contain(TitleWords.Asked(search));

    [Fact]
    public void Of_AWordWithoutEnd_IsCut() =>
        TitleWords.Of(new string('x', 10_000)).Should().Equal(new string('x', TitleWords.MaxLength));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    public void Of_NoTitle_IsNothing(string? title) => TitleWords.Of(title).Should().BeEmpty();
}
