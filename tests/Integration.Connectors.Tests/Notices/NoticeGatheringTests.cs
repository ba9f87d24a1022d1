using Integration.Alerts;

namespace Integration.Notices;

public sealed class NoticeGatheringTests
{
    [Fact]
    public void Fold_OfMoreThanFit_SaysHowManyAreLeftOut()
    {
        var folded = NoticeMessages.Fold([.. Many(200)]);
        folded.Text.Length.Should().BeLessThan(Notice.MaxText);
        var lines = folded.Text.Split('\n');
        lines[^1].Should().Be($"… and {200 - (lines.Length - 1)} more");
        (folded.Count, folded.Gathered.Count).Should().Be((200, lines.Length - 1));
    }

    [Fact]
    public void Fold_OfSeveral_IsAsOldAsItsFirst()
    {
        var later = NoticeScope.Notice("b") with { At = NoticeScope.Start.AddHours(1) };
        NoticeMessages.Fold([NoticeScope.Notice("a"), later]).At.Should().Be(NoticeScope.Start);
    }

    [Fact]
    public void Fold_OfFolded_PutsTheMostSevereFirst()
    {
        var folded = NoticeMessages.Fold([NoticeScope.Notice("a", "A"), NoticeScope.Notice("b", "B")]);
        var critical = NoticeScope.Notice("c", "C") with { Severity = AlertSeverity.Critical };
        folded = NoticeMessages.Fold([folded, critical]);
        folded.Gathered.Select(one => one.Title).Should().Equal("C", "A", "B");
        folded.Text.Should().NotContain("notices", "a gathered one is named by its own, not by its title");
    }

    [Fact]
    public void ForRoom_OfManyRounds_LosesNoNameAndNoAge()
    {
        var waiting = new List<Notice>();
        foreach (var notice in Many(1_000))
        {
            while (waiting.Count >= 40)
            {
                var run = NoticeGathering.ForRoom(waiting, most: 20);
                var place = waiting.IndexOf(run[0]);
                waiting.GetRange(place, run.Count).Should().Equal(run, "they stand next to each other");
                waiting.RemoveRange(place, run.Count);
                waiting.Insert(place, NoticeMessages.Fold(run));
            }

            waiting.Add(notice);
        }

        waiting.Sum(notice => notice.Count).Should().Be(1_000);
        waiting[0].At.Should().Be(NoticeScope.Start);
        waiting
            .SelectMany(notice => notice.Gathered.Select(one => one.Id).DefaultIfEmpty(notice.Id))
            .Should()
            .Equal(Enumerable.Range(0, 1_000).Select(number => $"n{number}"));
        waiting.Should().OnlyContain(notice => notice.Text.Length < Notice.MaxText);
    }

    [Fact]
    public void ForRoom_WhereAllAreFull_GathersTheTwoOldestAndKeepsTheirNumber()
    {
        var full = Enumerable.Range(0, 4).Select(number => NoticeMessages.Fold([.. Many(60, number * 60)])).ToList();
        full.Should().OnlyContain(notice => notice.Gathered.Count == 60);
        var run = NoticeGathering.ForRoom(full, most: 20);
        run.Should().Equal(full[0], full[1]);
        var folded = NoticeMessages.Fold(run);
        folded.Count.Should().Be(120);
        folded.Text.Should().EndWith($"… and {120 - folded.Gathered.Count} more");
    }

    [Fact]
    public async Task Send_OfTwoCompanies_HasTwoMessageIds()
    {
        using var scope = new NoticeScope();
        await using var server = MailServer.Start();
        var channel = new EmailChannel(
            new EmailOptions
            {
                Host = "127.0.0.1",
                Port = await server.Port,
                Security = EmailSecurity.None,
                From = "hub@example.com",
                To = ["ops@example.com"],
            },
            NoticeScope.Guard,
            scope.Time
        );
        foreach (var other in new[] { "b", "c", "b" })
        {
            var message = NoticeMessages.Fold([NoticeScope.Notice("a"), NoticeScope.Notice(other)]);
            await channel.Send(message, NoticeScope.Ct);
        }

        var ids = server.Mails.Select(mail => mail.Message.MessageId).ToList();
        ids[1].Should().NotBe(ids[0], "mail programs hide one of two with the same id");
        ids[2].Should().Be(ids[0]);
    }

    private static IEnumerable<Notice> Many(int count, int first = 0) =>
        Enumerable
            .Range(first, count)
            .Select(number =>
                NoticeScope.Notice($"n{number}", new string('t', 190)) with
                {
                    At = NoticeScope.Start.AddSeconds(number),
                }
            );
}
