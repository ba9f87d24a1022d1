using System.Security.Cryptography;
using System.Text;

namespace Integration.Intake;

/// <summary>The key by which an event is known within its source, as it is stored: 16 bytes of SHA-256.</summary>
public readonly record struct EventKey(string Source, Guid Hash)
{
    /// <summary>
    /// The key of a draft. An event without a key of its own gets one from its event id, so that the gateway's retry of
    /// a call that did commit is known.
    /// </summary>
    public static EventKey Of(EventDraft draft)
    {
        var key = draft.Key is null ? $"id:{draft.EventId}" : $"key:{draft.Key}";
        Span<byte> hash = stackalloc byte[32];
        SHA256.HashData(Encoding.UTF8.GetBytes(key), hash);
        return new EventKey(draft.Source, new Guid(hash[..16], bigEndian: true));
    }
}
