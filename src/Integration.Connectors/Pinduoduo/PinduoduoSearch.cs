using Integration.Calls;
using Integration.Platforms;

namespace Integration.Pinduoduo;

/// <summary>Finds the product asked for among the hits of a search with its id as the keyword.</summary>
internal static class PinduoduoSearch
{
    /// <summary>
    /// The sign of the product. Where the hits tell their ids, the one with the id is it, and others are other products; where they do
    /// not, which is the rule, only a single hit is the product for certain.
    /// </summary>
    public static PlatformResult<string> Hit(LooseJson[] found, string id, PlatformReply reply)
    {
        LooseJson[] candidates = [.. found.Where(goods => goods["goods_id"].Text is not { } told || told == id)];
        LooseJson[] told = [.. candidates.Where(static goods => goods["goods_id"].Text is not null)];
        candidates = told.Length > 0 ? told : candidates;
        if (candidates.Length == 0)
        {
            return Failures.Gone(id);
        }

        if (candidates.Length > 1)
        {
            return new PlatformFailure(
                FailureKind.Permanent,
                FailureReason.InvalidAnswer,
                $"The platform finds {candidates.Length} products for {id} and does not say which is it: ask by the sign."
            );
        }

        return candidates[0]["goods_sign"].Text is { } sign ? sign : Failures.UnknownShape(reply, "a product's sign");
    }
}
