namespace Integration.Notices;

/// <summary>Channel and store fail at random, the process too: whatever happens, every notice is told.</summary>
public sealed class DispatchChaosTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Pump_WithFaultsOfEveryKind_TellsEveryNotice(bool crashes)
    {
        for (var seed = 0; seed < 200; seed++)
        {
            using var scope = new DispatchScope();
            scope.Options.MaxWaiting = 10;
            scope.Options.MaxFolded = 4;
            scope.Rates = [new(3, TimeSpan.FromMinutes(1))];
            var told = await Told(scope, new Random(seed), crashes);
            var ids = Enumerable.Range(0, 60).Select(number => $"n{number}").ToList();
            told.Distinct().Should().BeEquivalentTo(ids, $"with seed {seed} none may be lost");
            if (!crashes)
                told.Should().OnlyHaveUniqueItems($"with seed {seed} nothing repeats a message");
            scope.Store.Ids().Should().BeEmpty();
            scope.Dispatcher.Status().Waiting.Should().Be(0);
        }
    }

    // The ids that messages told of; that of a stub are those of the text before it.
    private static async Task<List<string>> Told(DispatchScope scope, Random random, bool crashes)
    {
        var tried = new Dictionary<string, Notice>(StringComparer.Ordinal);
        await scope.Open();
        for (var number = 0; number < 60; number++)
        {
            scope.Answer = notice =>
            {
                if (!notice.IsStub)
                    tried[notice.Id] = notice;
                return random.Next(3) == 0 ? NoticeResult.Sent : new((NoticeFailureKind)random.Next(1, 5), "No.");
            };
            scope.Store.IsAway = false;
            await scope.Enqueue(1, first: number);
            scope.Store.IsAway = random.Next(4) == 0;
            await scope.PumpFor(TimeSpan.FromSeconds(random.Next(90)));
            scope.Time.Advance(TimeSpan.FromSeconds(random.Next(60)));
            scope.Store.IsAway = false;
            if (crashes && random.Next(5) == 0)
                await scope.Open();
        }

        scope.Answer = static _ => NoticeResult.Sent;
        await scope.PumpFor(TimeSpan.FromHours(2));
        return
        [
            .. scope
                .Taken.Select(one => one.Message.IsStub ? tried[one.Message.Id] : one.Message)
                .SelectMany(message => message.Gathered.Select(one => one.Id).DefaultIfEmpty(message.Id)),
        ];
    }
}
