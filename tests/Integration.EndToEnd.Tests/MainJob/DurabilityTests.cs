using System.Collections.Concurrent;
using System.Net;
using Integration.EmbeddedPostgres;
using Integration.Hubs;
using Integration.Partners;

namespace Integration.MainJob;

/// <summary>What would hurt most: the process and its database killed, stopped, or cut off from each other in the middle.</summary>
public sealed class DurabilityTests(OwnHub own) : IClassFixture<OwnHub>, IAsyncLifetime
{
    private const int Concurrency = 4;
    private readonly HubProcess _hub = own.Process;
    private readonly string _source = own.NewId("source");
    private readonly ConcurrentDictionary<string, bool> _acknowledged = new(StringComparer.Ordinal);
    private int _sent;

    public async ValueTask InitializeAsync()
    {
        // Of the default's fifteen seconds one test waits for all: its partner never answers.
        _hub.Settings["Integration:Delivery:DrainTimeout"] = "00:00:05";
        await own.Running();
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task Kill_OfHubAndDatabaseUnderLoad_LosesNothingThatWasAcknowledged()
    {
        var rounds = LongRun.Or(2, 20);
        var box = await SetUp();
        for (var round = 0; round < rounds; round++)
        {
            using var sending = new CancellationTokenSource();
            var senders = Enumerable.Range(0, 4).Select(_ => Send(sending.Token)).ToArray();
            var before = _acknowledged.Count;
            await Eventually.Holds(() => _acknowledged.Count > before + 100, "a hundred events to be acknowledged");
            await _hub.Kill();
            await sending.CancelAsync();
            await Task.WhenAll(senders);
            await _hub.Start();
        }

        await ExpectAll(box);
        var repeated = box.Letters.Count - box.Letters.Select(letter => letter.Id).Distinct().Count();
        repeated.Should().BeLessThanOrEqualTo(Concurrency * rounds, "only attempts without a committed outcome repeat");
    }

    [Fact]
    public async Task Stop_UnderLoad_CutsNoRequestAndRepeatsNoDelivery()
    {
        var box = await SetUp();
        using var sending = new CancellationTokenSource();
        var senders = Enumerable.Range(0, 4).Select(_ => Send(sending.Token)).ToArray();
        await Eventually.Holds(() => _acknowledged.Count > 100, "a hundred events to be acknowledged");

        (await _hub.Stop()).Should().Be(0, _hub.Log);
        await sending.CancelAsync();
        await Task.WhenAll(senders);
        PostgresProcesses.In(DataFolder.Open(_hub.Folder).Data).Should().BeEmpty();
        await _hub.Start();

        await ExpectAll(box);
        box.Letters.Select(letter => letter.Id).Should().OnlyHaveUniqueItems();
    }

    [Fact]
    public async Task Stop_WithAPartnerThatHangs_HandsItsDeliveriesBack()
    {
        var box = await SetUp();
        using var api = new HubApi(_hub.Url, _hub.AdministratorKey);
        box.Hanging();
        await Acknowledge(api);
        await box.Receives(1);

        (await _hub.Stop()).Should().Be(0, _hub.Log);
        _hub.Log.Should().NotContain("ObjectDisposedException");
        box.Answering(200);
        await _hub.Start();

        await box.Receives(2);
        box.Letters.Select(letter => letter.Id).Distinct().Should().ContainSingle();
    }

    [Fact]
    public async Task Outcome_OfWhichAnotherOwnerWasFirst_LeavesTheDeliveryToItsRow()
    {
        var box = await SetUp();
        using var api = new HubApi(_hub.Url, _hub.AdministratorKey);
        var release = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        box.Answer = (http, n) =>
        {
            http.Response.StatusCode = n == 1 ? 500 : 200;
            return n == 1 ? release.Task : Task.CompletedTask;
        };
        await Acknowledge(api);
        await box.Receives(1);

        // What a second owner after a failover, or an answer to a commit that was lost, leaves behind.
        await HostFolder.Execute(_hub.DatabaseOfItsOwn, "update deliveries set attempts = 1 where status = 0");
        release.SetResult();

        await box.Receives(2);
    }

    [Fact]
    public async Task Database_Killed_AnswersTryLaterAndRecoversByItself()
    {
        var box = await SetUp();
        using var api = new HubApi(_hub.Url, _hub.AdministratorKey);
        await Acknowledge(api);

        foreach (var process in PostgresProcesses.In(DataFolder.Open(_hub.Folder).Data))
        {
            LibC.Send(process, UnixSignal.Kill);
        }

        var refused = new List<HubAnswer>();
        await Eventually.Holds(
            async () =>
            {
                var answer = await api.SendWebhook(
                    _source,
                    $$"""{"type":"a.b","id":"{{Interlocked.Increment(ref _sent)}}"}"""
                );
                if (answer.Status != HttpStatusCode.Accepted)
                {
                    refused.Add(answer);
                    return false;
                }

                _acknowledged.TryAdd(answer.Json["event_id"]!.ToString(), true);
                return true;
            },
            "the hub to take events again"
        );
        refused
            .Should()
            .AllSatisfy(answer =>
            {
                answer.Status.Should().Be(HttpStatusCode.ServiceUnavailable, answer.Text);
                answer.Headers.RetryAfter.Should().NotBeNull();
            });
        await ExpectAll(box);
        // Connections that only the API uses broke as well: one answer of 503 tells it.
        await Eventually.Holds(
            async () =>
                (await api.Patch($"/api/v1/subscribers/{box.Name}", """{"concurrency":5}""")).Status
                == HttpStatusCode.OK,
            "the hub to take changes again"
        );
    }

    [Fact]
    public async Task Start_Again_KeepsKeysSecretsAndSubscribers()
    {
        var box = await SetUp();
        var key = _hub.AdministratorKey;
        File.GetUnixFileMode(Path.Combine(_hub.Folder, "admin.key"))
            .Should()
            .Be(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        _hub.Log.Should().Contain("admin.key").And.NotContain(key);
        await _hub.Stop();

        await _hub.Start();

        _hub.AdministratorKey.Should().Be(key);
        using var api = new HubApi(_hub.Url, key);
        await Acknowledge(api);
        (await box.Receives(1)).Single().IsSignedWith(HubScenery.SubscriberSecret).Should().BeTrue();
    }

    private async Task<Mailbox> SetUp()
    {
        using var api = new HubApi(_hub.Url, _hub.AdministratorKey);
        await api.CreateSource(_source);
        var box = own.Partner.At(own.NewId("box"));
        await api.CreateSubscriber(box, $"\"event_types\":[\"*\"],\"concurrency\":{Concurrency}", _source);
        return box;
    }

    private async Task Send(CancellationToken ct)
    {
        using var api = new HubApi(_hub.Url, _hub.AdministratorKey);
        while (!ct.IsCancellationRequested)
        {
            try
            {
                await Acknowledge(api);
            }
            catch (HttpRequestException)
            {
                // Not acknowledged: the hub owes nothing for it.
                await Task.Yield();
            }
        }
    }

    private async Task Acknowledge(HubApi api)
    {
        var answer = await api.SendWebhook(_source, $$"""{"type":"a.b","id":"{{Interlocked.Increment(ref _sent)}}"}""");
        if (answer.Status == HttpStatusCode.Accepted)
        {
            _acknowledged.TryAdd(answer.Json["event_id"]!.ToString(), true);
        }
    }

    private async Task ExpectAll(Mailbox box)
    {
        await Eventually.Holds(
            () => _acknowledged.Keys.Except(box.Letters.Select(letter => letter.Id)).FirstOrDefault() is null,
            "every acknowledged event to arrive"
        );
    }
}
