using System.Security.Cryptography;

namespace Integration.Signatures;

/// <summary>
/// A secret as the key of a keyed hash. A hash that was used is kept for the next: setting one up costs as much as hashing
/// half a kibibyte. Safe for all threads.
/// </summary>
internal sealed class HmacKey(SignatureAlgorithm algorithm, byte[] key)
{
    private IncrementalHash? _idle;

    /// <summary>Hashes what is signed: a head, which may be empty, and the body after it.</summary>
    public void Hash(ReadOnlySpan<byte> head, ReadOnlySpan<byte> body, Span<byte> hash)
    {
        var work = Interlocked.Exchange(ref _idle, null) ?? IncrementalHash.CreateHMAC(algorithm.HashName, key);
        work.AppendData(head);
        work.AppendData(body);
        work.GetHashAndReset(hash);
        Interlocked.Exchange(ref _idle, work)?.Dispose();
    }
}
