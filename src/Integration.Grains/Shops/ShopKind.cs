using Integration.Problems;
using Integration.Resources;

namespace Integration.Shops;

/// <summary>What is particular about shops as a configured resource.</summary>
internal sealed class ShopKind(ShopOptions options) : ResourceKind<ShopSettings, NoShopSecrets, ShopResource>(KindName)
{
    public const string KindName = "shop";

    private readonly ShopRules _rules = new(options);

    /// <summary>The account that the settings under way name: its shop's grain looks it up before, because that takes a query.</summary>
    public ShopAccount? Account { get; set; }

    public override NoShopSecrets NoSecrets { get; } = new();

    public override Problem? Check(ShopSettings settings, NoShopSecrets secrets) => _rules.Check(settings, Account);

    public override NoShopSecrets Secrets(ShopSettings settings, NoShopSecrets? before, DateTimeOffset now) =>
        NoSecrets;

    public override bool HasNewSecret(ShopSettings settings, NoShopSecrets? before, NoShopSecrets after) => false;

    public override bool BringsAllSecrets(ShopSettings patched) => true;

    public override bool IsEmpty(NoShopSecrets secrets) => true;

    public override ShopSettings Stored(ShopSettings settings, string id) => settings with { Id = id };
}
