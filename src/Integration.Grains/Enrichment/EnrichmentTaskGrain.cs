using Integration.Access;
using Integration.Problems;
using Integration.Resources;
using Integration.Shops;
using Orleans.Placement;

namespace Integration.Enrichment;

/// <summary>
/// One task. Its state is its row, and each write of it states what it expects there, so the grain keeps nothing between calls: it is
/// made for a call in its worker's silo and ends after what came of it is written.
/// </summary>
[PreferLocalPlacement]
internal sealed class EnrichmentTaskGrain(
    EnrichmentCommitter committer,
    ShopTable shops,
    ConfigurationTransaction transaction,
    RepeatableAnswers answers
) : Grain, IEnrichmentTaskGrain
{
    private EnrichmentTaskId Id =>
        EnrichmentTaskId.Of(this.GetPrimaryKeyString())
        ?? throw new InvalidOperationException($"'{this.GetPrimaryKeyString()}' is no id of a task.");

    public async Task<ClaimedTask?> Claim(Guid claim, CancellationToken ct)
    {
        var claimed = await committer.Claim(Id, claim);
        if (claimed is null)
        {
            DeactivateOnIdle();
        }

        return claimed;
    }

    public Task<bool> Settle(EnrichmentOutcome outcome, CancellationToken ct)
    {
        DeactivateOnIdle();
        return committer.Settle(Id.Shop, outcome);
    }

    public async Task<Outcome<EnrichmentTaskResource>> Retry(WriteContext context, CancellationToken ct)
    {
        DeactivateOnIdle();
        var id = Id;
        // What was answered is so whatever has become of the shop since.
        if (context.Idempotency is { } claim && await answers.Find<EnrichmentTaskResource>(claim, ct) is { } given)
        {
            return given;
        }

        if (await shops.Find(id.Shop, ct) is not { } shop)
        {
            return ResourceProblems.Unknown("shop", id.Shop);
        }

        if (!shop.Enabled || shop.Paused is not null)
        {
            return EnrichmentGrain.NotNow(shop);
        }

        var retried = await transaction.Run(
            context,
            new ConfigurationChange<EnrichmentTaskResource>
            {
                Action = "enrichment_task.retry",
                Target = $"enrichment_task/{id}",
                Status = 200,
                Write = (connection, now) => EnrichmentRequests.Retry(connection, id, now, ct),
            },
            ct
        );
        if (retried is { Succeeded: true, Replayed: false })
        {
            await GrainFactory.GetGrain<IEnrichmentGrain>(id.Shop).WakeNow(CancellationToken.None);
        }

        return retried;
    }
}
