namespace Integration.Taobao;

public sealed class ShareWordsTests
{
    [Theory]
    [InlineData("￥4iwZ1GmsnLc￥", "￥4iwZ1GmsnLc￥")]
    [InlineData("8緮置内容￥hxlgccEumBB￥达开?τao寶?", "￥hxlgccEumBB￥")]
    [InlineData("描述¥VWRr2yvEvsz¥后到", "￥VWRr2yvEvsz￥")]
    [InlineData("￥2k12308DjviP￥", "￥2k12308DjviP￥")]
    [InlineData("￥SIH6XbwRfyt￥ ￥4iwZ1GmsnLc￥", "￥SIH6XbwRfyt￥")]
    [InlineData("now ￥100￥4iwZ1GmsnLc￥", "￥4iwZ1GmsnLc￥")]
    public void Words_BetweenTheirSigns_AreFound(string text, string words) => ShareWords.Find(text).Should().Be(words);

    [Theory]
    [InlineData("")]
    [InlineData("4iwZ1GmsnLc")]
    [InlineData("￥4iwZ1GmsnLc")]
    [InlineData("￥ 4iwZ1GmsnLc ￥")]
    [InlineData("￥12345678901￥")]
    [InlineData("￥electronics￥")]
    [InlineData("￥ELECTRONICS￥")]
    [InlineData("￥2026special1￥")]
    [InlineData("￥99￥ to ￥199￥")]
    [InlineData("$4iwZ1GmsnLc$")]
    [InlineData("(4iwZ1GmsnLc)")]
    [InlineData("￥4iwZ1GmsnLcAbCd￥")]
    [InlineData("￥4iwZ1-msnLc￥")]
    public void AnythingElse_IsNoWords(string text) => ShareWords.Find(text).Should().BeNull();
}
