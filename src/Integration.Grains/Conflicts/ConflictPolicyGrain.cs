using Integration.Access;
using Integration.Problems;

namespace Integration.Conflicts;

/// <summary>The conflict policy of one shop.</summary>
internal sealed class ConflictPolicyGrain(ConflictPolicies policies, ConfigurationTransaction transaction)
    : Grain,
        IConflictPolicyGrain
{
    private static readonly Problem s_owners = new("validation", 422, "Some fields are not valid; see errors.")
    {
        Errors = new Dictionary<string, string[]>(StringComparer.Ordinal)
        {
            ["owners"] = ["With the policy field_owner name the owner of one field at least; else leave it out."],
        },
    };

    public async Task<Outcome<ConflictPolicyResource>> Set(
        ConflictPolicy policy,
        WriteContext context,
        CancellationToken ct
    )
    {
        var names = policy.Owners is { } owners && (owners.Title ?? owners.Price ?? owners.Stock) is not null;
        if (names != (policy.Policy == ConflictPolicyKind.FieldOwner))
        {
            return s_owners;
        }

        var shop = this.GetPrimaryKeyString();
        var before = await policies.Find(shop, ct);
        return await transaction.Run(
            context,
            new ConfigurationChange<ConflictPolicyResource>
            {
                Action = "conflict-policy.set",
                Target = $"shop/{shop}",
                Status = 200,
                Before = before,
                Write = (connection, now) => ConflictPolicies.Set(connection, shop, policy, context.IfMatch, now, ct),
            },
            ct
        );
    }
}
