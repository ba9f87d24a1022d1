using Integration.Access;
using Integration.Problems;

namespace Integration.Conflicts;

/// <summary>The conflict policy of one shop. Key: the shop's id.</summary>
[Alias("integration.IConflictPolicyGrain")]
public interface IConflictPolicyGrain : IGrainWithStringKey
{
    /// <summary>Chooses the policy; 404 where there is no such shop.</summary>
    [Alias("Set")]
    Task<Outcome<ConflictPolicyResource>> Set(ConflictPolicy policy, WriteContext context, CancellationToken ct);
}
