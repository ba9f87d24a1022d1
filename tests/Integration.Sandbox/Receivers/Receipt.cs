using Integration.Sandbox.Signing;

namespace Integration.Sandbox.Receivers;

/// <summary>A request that a receiver has read.</summary>
/// <param name="Id">Its <c>webhook-id</c>, empty where there was none.</param>
/// <param name="ArrivedAt">When its head had arrived, by the monotonic clock.</param>
/// <param name="Verdict">What the signature was worth.</param>
/// <param name="Status">What it is answered with; null where it never is.</param>
/// <param name="Body">The body.</param>
internal sealed record Receipt(string Id, long ArrivedAt, SignatureVerdict Verdict, int? Status, byte[] Body)
{
    /// <summary>Whether the sender hears 2xx.</summary>
    public bool IsAccepted => Status == StatusCodes.Status200OK;
}
