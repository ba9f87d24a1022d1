using System.Text;
using CsCheck;
using Integration.Alerts;

namespace Integration.Notices;

public sealed class NoticeMessagesTests
{
    private static readonly string[] Characters = ["x", "ü", "测", "😀"];

    private static readonly AlertNotice Alert = new()
    {
        Id = "calls-fail:1:1",
        Kind = AlertNoticeKind.Firing,
        Rule = "calls-fail",
        Title = "Calls fail",
        Severity = AlertSeverity.Critical,
        Metric = "platform.failure_ratio",
        Condition = "above 0.05",
        Mend = "Test the account.",
        Group = new Dictionary<string, string> { ["platform"] = "temu", ["account"] = "main" },
        At = NoticeScope.Start,
        Firing = 3,
        Lines =
        [
            Line(AlertNoticeKind.Firing, 0.25, "a"),
            Line(AlertNoticeKind.Flapping, 0.5, "b"),
            Line(AlertNoticeKind.Resolved, 0.01, "c"),
            Line(AlertNoticeKind.Resolved, null, "d") with
            {
                NoData = true,
            },
        ],
        More = 7,
    };

    [Fact]
    public void Of_AnAlert_SaysWhatWhereSinceWhenAndWhatToDo()
    {
        var notice = NoticeMessages.Of(Alert);
        notice.Title.Should().Be("[critical] Firing: Calls fail (account=main, platform=temu)");
        notice
            .Text.Split('\n')
            .Should()
            .Equal(
                "Firing (endpoint=a) since 2026-11-24T12:00:00.000Z: platform.failure_ratio is 0.25, bad when above 0.05; seen 12 times",
                "Flapping (endpoint=b): platform.failure_ratio is 0.5, bad when above 0.05",
                "Resolved (endpoint=c) at 2026-11-24T12:00:00.000Z: platform.failure_ratio is 0.01",
                "Resolved for want of data (endpoint=d) at 2026-11-24T12:00:00.000Z",
                "… and 7 more",
                "Firing now: 3. Rule: calls-fail.",
                "Test the account."
            );
        (notice.Id, notice.Severity, notice.At, notice.Count).Should().Be((Alert.Id, Alert.Severity, Alert.At, 1));
    }

    [Theory]
    [InlineData(AlertNoticeKind.Resolved, "Resolved", false)]
    [InlineData(AlertNoticeKind.Reminder, "Still firing", true)]
    [InlineData(AlertNoticeKind.Flapping, "Flapping", true)]
    public void Of_OtherKinds_SaysWhatToDoUnlessAllIsWell(AlertNoticeKind kind, string word, bool mends)
    {
        var notice = NoticeMessages.Of(Alert with { Kind = kind });
        notice.Title.Should().StartWith($"[critical] {word}: ");
        notice.Text.Contains(Alert.Mend).Should().Be(mends);
    }

    [Fact]
    public void Fold_OfSeveral_NamesEachAndTheMostUrgent()
    {
        var folded = NoticeMessages.Fold([
            NoticeScope.Notice("a", "First"),
            NoticeScope.Notice("b", "Second") with
            {
                Severity = AlertSeverity.Critical,
            },
        ]);
        folded.Title.Should().Be("[critical] 2 notices");
        folded.Text.Should().Be("2026-11-24T12:00:00.000Z Second\n2026-11-24T12:00:00.000Z First");
        (folded.Count, folded.Id).Should().Be((2, "a+1"));
    }

    [Fact]
    public void Fold_OfFolded_CountsThemAllAndKeepsTheirLines()
    {
        var folded = NoticeMessages.Fold([NoticeScope.Notice("a", "First"), NoticeScope.Notice("b", "Second")]);
        for (var round = 0; round < 100; round++)
        {
            folded = NoticeMessages.Fold([folded, NoticeScope.Notice($"c{round}", "More")]);
        }

        (folded.Count, folded.Id).Should().Be((102, "a+101"));
        folded.Text.Should().Contain("First").And.Contain("Second");
        folded.Text.Length.Should().BeLessThanOrEqualTo(Notice.MaxText);
    }

    [Fact]
    public void Fold_OfOne_IsItself()
    {
        var notice = NoticeScope.Notice();
        NoticeMessages.Fold([notice]).Should().BeSameAs(notice);
    }

    [Fact]
    public void Notice_WithTextsThatAreTooLong_CutsThem()
    {
        var notice = NoticeScope.Notice(title: new string('t', 201), text: new string('x', 16_385));
        notice.Title.Should().HaveLength(200).And.EndWith("t…");
        notice.Text.Should().HaveLength(16_384).And.EndWith("x…");
    }

    [Theory]
    [InlineData(" a\r\n\tb\u0000c ", "a b c")]
    [InlineData("\n", "")]
    [InlineData("a b", "a b")]
    public void OneLine_OfAnyText_HasNoControlCharacters(string text, string line) =>
        NoticeText.OneLine(text).Should().Be(line);

    [Fact]
    public void Cut_OfAnyText_StaysWithinTheLimitAndWhole() =>
        Gen.Select(Gen.Int[0, 3].Select(static index => Characters[index]).Array[0, 50], Gen.Int[0, 120])
            .Sample(
                (parts, max) =>
                {
                    var text = string.Concat(parts);
                    var cut = NoticeText.Cut(text, max);
                    cut.Length.Should().BeLessThanOrEqualTo(max);
                    IsStartOf(cut, text);
                    var bytes = NoticeText.CutBytes(text, max);
                    Encoding.UTF8.GetByteCount(bytes).Should().BeLessThanOrEqualTo(max);
                    IsStartOf(bytes, text);
                }
            );

    private static void IsStartOf(string cut, string text)
    {
        if (cut != text)
            text.Should().StartWith(cut.TrimEnd('…'));
        cut.EnumerateRunes().Should().NotContain(Rune.ReplacementChar);
    }

    private static AlertNoticeLine Line(AlertNoticeKind kind, double? value, string endpoint) =>
        new(
            $"calls-fail{{endpoint=\"{endpoint}\"}}",
            kind,
            new Dictionary<string, string> { ["endpoint"] = endpoint },
            value,
            NoticeScope.Start,
            12,
            NoData: false
        );
}
