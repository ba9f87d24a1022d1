using Integration.Access;
using Integration.Problems;
using Integration.Resources;
using Integration.Shops;
using Integration.Time;

namespace Integration.Enrichment;

/// <summary>
/// The enrichment of one shop. A thin shell: what is to be done stands in the tasks' rows, <see cref="EnrichmentRunner"/> does it outside
/// of the grain's turns, and one activation sees to it that it is done once at a time.
/// </summary>
internal sealed class EnrichmentGrain(
    EnrichmentRunner runner,
    EnrichmentOptions options,
    ShopTable shops,
    ConfigurationTransaction transaction,
    RepeatableAnswers answers,
    DatabaseClock clock
) : Grain, IEnrichmentGrain, IDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private Task _run = Task.CompletedTask;
    private DateTimeOffset _notBefore;

    // By somebody, while a run was under way that may end with a wait.
    private bool _isWanted;

    private string Shop => this.GetPrimaryKeyString();

    public override async Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        await _stop.CancelAsync();
        try
        {
            // It gives back what it has, so that the next owner need not wait for the locks.
            await _run.WaitAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            // The locks free themselves.
        }
    }

    public void Dispose() => _stop.Dispose();

    public async Task<Outcome<EnrichmentStart>> Start(
        EnrichmentRequest request,
        WriteContext context,
        CancellationToken ct
    )
    {
        if (EnrichmentRules.Check(request, options) is { } faulty)
        {
            return faulty;
        }

        // What was answered is so whatever has become of the shop since.
        if (context.Idempotency is { } claim && await answers.Find<EnrichmentStart>(claim, ct) is { } given)
        {
            return given;
        }

        if (await shops.Find(Shop, ct) is not { } shop)
        {
            DeactivateOnIdle();
            return ResourceProblems.Unknown("shop", Shop);
        }

        if (!shop.Enabled || shop.Paused is not null)
        {
            return NotNow(shop);
        }

        var started = await transaction.Run(
            context,
            new ConfigurationChange<EnrichmentStart>
            {
                Action = "enrichment.start",
                Target = $"shop/{Shop}",
                Status = 202,
                Write = (connection, now) => EnrichmentRequests.Start(connection, Shop, request.Orders, now, ct),
            },
            ct
        );
        if (started is { Succeeded: true, Replayed: false })
        {
            await WakeNow(CancellationToken.None);
        }

        return started;
    }

    public Task Wake(CancellationToken ct)
    {
        if (_run.IsCompleted && clock.UtcNow() >= _notBefore)
        {
            _run = Work();
        }

        return Task.CompletedTask;
    }

    public Task WakeNow(CancellationToken ct)
    {
        (_isWanted, _notBefore) = (true, default);
        return Wake(ct);
    }

    private async Task Work()
    {
        do
        {
            _isWanted = false;
            var held = await runner.Start(Shop, _stop.Token);
            _notBefore = clock.UtcNow() + held;
        } while (_isWanted && !_stop.IsCancellationRequested);
    }

    internal static Problem NotNow(ShopResource shop) =>
        new(
            "shop-not-active",
            409,
            shop.Enabled
                ? $"The shop '{shop.Id}' is paused ({shop.Paused!.Reason}): resume it first."
                : $"The shop '{shop.Id}' is disabled: enable it first."
        );
}
