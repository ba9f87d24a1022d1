using Integration.Access;
using Integration.Problems;
using Integration.Resources;

namespace Integration.Shops;

/// <summary>One shop: the only writer of its configuration and of its pause. Key: the shop's id.</summary>
[Alias("integration.IShopGrain")]
public interface IShopGrain : IConfiguredGrain<ShopSettings, ShopResource>
{
    /// <summary>
    /// Nothing of the shop is synced until it is resumed; a run stands at its page meanwhile. A shop that is paused stays so since then,
    /// for the new reason.
    /// </summary>
    [Alias("Pause")]
    Task<Outcome<ShopResource>> Pause(ShopPauseRequest request, WriteContext context, CancellationToken ct);

    /// <summary>
    /// Nothing of the shop is synced until its account is changed, or somebody resumes it. A shop that is paused stays as it is: a
    /// person's pause and reason are not a sync's to change.
    /// </summary>
    [Alias("WaitForAccount")]
    Task<Outcome<ShopResource>> WaitForAccount(ShopRefusal refusal, WriteContext context, CancellationToken ct);

    /// <summary>Lets it go on: a run at its page, and what was due meanwhile once.</summary>
    [Alias("Resume")]
    Task<Outcome<ShopResource>> Resume(WriteContext context, CancellationToken ct);

    /// <summary>Lets it go on because its account was changed; one that waits for something else by now stays paused.</summary>
    [Alias("ResumeMended")]
    Task<Outcome<ShopResource>> ResumeMended(WriteContext context, CancellationToken ct);
}
