namespace Integration.Signatures;

/// <summary>Gathers faults of a configuration.</summary>
internal sealed class SignatureFaults
{
    private readonly Dictionary<string, string[]> _faults = new(StringComparer.Ordinal);

    public void Add(string field, string message) => _faults[field] = [message];

    public IReadOnlyDictionary<string, string[]> ToDictionary() => _faults;
}
