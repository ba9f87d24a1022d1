namespace Integration.Formats;

/// <summary>The body formats by name.</summary>
public sealed class BodyFormats
{
    private readonly Dictionary<string, IBodyFormat> _byName;

    /// <summary>All formats of the product.</summary>
    public BodyFormats(WalletFormatOptions wallet)
    {
        IBodyFormat[] formats = [new StandardFormat(), new CloudEventsFormat(), new WalletFormat(wallet)];
        _byName = formats.ToDictionary(format => format.Name, StringComparer.Ordinal);
    }

    /// <summary>Their names.</summary>
    public IReadOnlyCollection<string> Names => _byName.Keys;

    /// <summary>The format of that name, null where there is none.</summary>
    public IBodyFormat? Find(string name) => _byName.GetValueOrDefault(name);
}
