using System.Security.Cryptography;

namespace Integration.Secrets;

/// <summary>The key-encryption keys by id: the first one seals, all of them open.</summary>
public sealed class KeyRing
{
    private const int KeyBytes = 32;
    private readonly Dictionary<string, byte[]> _keys;

    private KeyRing(string currentId, Dictionary<string, byte[]> keys)
    {
        CurrentId = currentId;
        _keys = keys;
    }

    /// <summary>The id of the key that seals.</summary>
    public string CurrentId { get; }

    /// <summary>Reads lines <c>id:base64 of 32 bytes</c>; empty lines and those that begin with # are passed over.</summary>
    /// <exception cref="FormatException">A line is not of that form, an id comes twice, or there is no key.</exception>
    public static KeyRing Parse(string text)
    {
        var keys = new Dictionary<string, byte[]>(StringComparer.Ordinal);
        string? current = null;
        foreach (var line in text.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            if (line.StartsWith('#'))
            {
                continue;
            }

            var colon = line.IndexOf(':', StringComparison.Ordinal);
            var key = new byte[KeyBytes + 1];
            var valid =
                colon is > 0 and <= 32
                // An envelope carries the id in ASCII: what another one seals would never open again.
                && !line.AsSpan(0, colon).ContainsAnyExceptInRange('!', '~')
                && Convert.TryFromBase64String(line[(colon + 1)..], key, out var length)
                && length == KeyBytes;
            // The message must not repeat the line: it may hold a key.
            if (!valid || !keys.TryAdd(line[..colon], key[..KeyBytes]))
            {
                throw new FormatException(
                    $"Key {keys.Count + 1} is not of the form id:base64 of {KeyBytes} bytes, or its id comes twice."
                );
            }

            current ??= line[..colon];
        }

        return current is null ? throw new FormatException("There is no key.") : new KeyRing(current, keys);
    }

    /// <summary>The text of a new ring with one key, to be kept in a file that only its owner reads.</summary>
    public static string CreateText(string id) =>
        $"{id}:{Convert.ToBase64String(RandomNumberGenerator.GetBytes(KeyBytes))}\n";

    internal byte[]? Find(string id) => _keys.GetValueOrDefault(id);
}
