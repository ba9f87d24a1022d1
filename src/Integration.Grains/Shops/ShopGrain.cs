using Integration.Access;
using Integration.Enrichment;
using Integration.Json;
using Integration.Problems;
using Integration.Resources;
using Integration.Sync;
using Npgsql;

namespace Integration.Shops;

/// <summary>One shop: its configuration, and whether it is paused. A thin shell.</summary>
internal sealed class ShopGrain(
    ResourceDesk<ShopSettings, NoShopSecrets, ShopResource> desk,
    ShopKind kind,
    ShopAccounts accounts,
    ShopTable table,
    ConfigurationTransaction transaction
) : Grain, IShopGrain
{
    private string Id => this.GetPrimaryKeyString();

    private ShopSettings? Settings => desk.Configured?.Row.Settings;

    public override Task OnActivateAsync(CancellationToken cancellationToken) => desk.Load(Id, cancellationToken);

    public Task<Outcome<ShopResource>> Create(ShopSettings settings, WriteContext context, CancellationToken ct) =>
        Changed(async () =>
        {
            kind.Account = await accounts.Find(settings.Account, before: null, ct);
            return await desk.Create(settings, context, ct);
        });

    public Task<Outcome<ShopResource>> Change(byte[] mergePatch, WriteContext context, CancellationToken ct) =>
        Changed(async () =>
        {
            if (desk.IsStale)
            {
                await desk.Load(Id, ct);
            }

            if (Settings is { } before)
            {
                // What cannot be read is told by the change itself.
                var patched = SettingsPatch.Apply(before, mergePatch);
                var account = patched.Succeeded ? patched.Value.Account : before.Account;
                kind.Account = await accounts.Find(account, before.Account, ct);
            }

            return await desk.Change(mergePatch, context, ct);
        });

    public Task<Outcome<ShopResource>> Delete(WriteContext context, CancellationToken ct) =>
        Changed(() => desk.Delete(context, ct));

    public Task<Outcome<ShopResource>> Pause(ShopPauseRequest request, WriteContext context, CancellationToken ct) =>
        ShopRules.CheckReason(request.Reason) is { } problem
            ? Task.FromResult<Outcome<ShopResource>>(problem)
            : Stand(
                "shop.pause",
                context,
                (connection, now) =>
                    ShopTable.Pause(
                        connection,
                        Id,
                        new ShopPause(now, request.Reason!) { WaitsForAccount = request.WaitsForAccount },
                        ct
                    ),
                ct
            );

    public Task<Outcome<ShopResource>> WaitForAccount(
        ShopRefusal refusal,
        WriteContext context,
        CancellationToken ct
    ) =>
        Changed(async () =>
            await table.Find(Id, ct) is { Paused: not null } paused
                ? paused
                : await Stand(
                    "shop.pause",
                    context,
                    (connection, now) => ShopTable.WaitForAccount(connection, Id, refusal, now, ct),
                    ct
                )
        );

    public async Task<Outcome<ShopResource>> Resume(WriteContext context, CancellationToken ct)
    {
        var resumed = await Stand(
            "shop.resume",
            context,
            // One that was not paused goes on as it did.
            async (connection, _) =>
            {
                await ShopTable.Resume(connection, Id, ct);
                return true;
            },
            ct
        );
        if (resumed.Succeeded)
        {
            // At once; the sweep would do it a little later.
            foreach (var one in Enum.GetValues<SyncKind>())
            {
                GrainFactory.GetGrain<ISyncGrain>(ISyncGrain.KeyOf(Id, one)).Wake(CancellationToken.None).Ignore();
            }

            GrainFactory.GetGrain<IEnrichmentGrain>(Id).WakeNow(CancellationToken.None).Ignore();
        }

        return resumed;
    }

    public Task<Outcome<ShopResource>> ResumeMended(WriteContext context, CancellationToken ct) =>
        Changed(async () =>
            await table.Find(Id, ct) is not { } shop ? ShopProblems.Unknown(Id)
            : shop.Paused is { WaitsForAccount: true } ? await Resume(context, ct)
            : shop
        );

    private Task<Outcome<ShopResource>> Stand(
        string action,
        WriteContext context,
        Func<NpgsqlConnection, DateTimeOffset, Task<bool>> write,
        CancellationToken ct
    ) =>
        Changed(async () =>
        {
            if (await table.Find(Id, ct) is not { } before)
            {
                return ShopProblems.Unknown(Id);
            }

            var changed = await transaction.Run(
                context,
                new ConfigurationChange<ShopResource>
                {
                    Action = action,
                    Target = $"{ShopKind.KindName}/{Id}",
                    Status = 200,
                    Before = before,
                    Write = async (connection, now) =>
                        await write(connection, now)
                            ? before with
                            {
                                Paused = await ShopTable.PauseOf(connection, Id, ct),
                            }
                            : ShopProblems.Unknown(Id),
                },
                ct
            );
            return changed;
        });

    private async Task<Outcome<ShopResource>> Changed(Func<Task<Outcome<ShopResource>>> change)
    {
        try
        {
            return await change();
        }
        catch (NpgsqlException exception)
        {
            return DatabaseProblems.Of(exception);
        }
        finally
        {
            // The next activation reads the row; ids that nobody configured must not fill the memory.
            if (desk.IsStale || Settings is null)
            {
                DeactivateOnIdle();
            }
        }
    }
}
