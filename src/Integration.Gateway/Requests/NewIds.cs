using System.Security.Cryptography;
using System.Text;
using Integration.Access;
using Integration.Time;

namespace Integration.Requests;

/// <summary>Makes ids of resources whose creator left them out.</summary>
internal sealed class NewIds(IIdGenerator ids, DatabaseClock clock)
{
    /// <summary>
    /// A new id; for a request with an Idempotency-Key one that follows from the key, so that a repeat reaches the same
    /// grain and with it the stored answer.
    /// </summary>
    public string For(WriteContext context)
    {
        if (context.Idempotency is not { } claim)
        {
            return ids.NewId(clock.UtcNow()).ToString();
        }

        var hash = SHA256.HashData(Encoding.UTF8.GetBytes($"{claim.ApiKey}\n{claim.Route}\n{claim.Key}"));
        return Convert.ToHexStringLower(hash.AsSpan(0, 16));
    }
}
