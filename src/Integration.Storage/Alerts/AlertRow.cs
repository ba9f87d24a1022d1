using System.Security.Cryptography;
using System.Text;

namespace Integration.Alerts;

/// <summary>An alert as it is stored: its entry and the rule it comes from.</summary>
/// <param name="Entry">What the engine knows of it.</param>
/// <param name="Rule">Its rule, whose words lists show.</param>
public sealed record AlertRow(AlertEntry Entry, AlertRule Rule)
{
    /// <summary>Rule and labels, for people.</summary>
    public string Key { get; } = AlertLabels.Key(Entry.Rule, Entry.Labels);

    /// <summary>See <see cref="IdOf"/>.</summary>
    public string Id => IdOf(Key);

    /// <summary>32 hexadecimal digits that follow from the key: keys may be long and hold characters that paths do not.</summary>
    public static string IdOf(string key) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)).AsSpan(0, 16));

    /// <summary>As the API shows it.</summary>
    public AlertResource Show() => AlertWords.Of(Rule).Show(Id, Key, Entry);
}
