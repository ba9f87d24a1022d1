namespace Integration.Sandbox.Platforms;

/// <summary>Which share of the calls goes wrong, and how.</summary>
public sealed record FaultPlan
{
    /// <summary>Nothing goes wrong.</summary>
    public static FaultPlan None { get; } = new();

    /// <summary>The share of calls that meet a fault, 0 to 1 each, together at most 1.</summary>
    public IReadOnlyDictionary<FaultKind, double> Shares { get; init; } = new Dictionary<FaultKind, double>();

    /// <summary>The name of the call that is meant, or the beginning of its name and <c>*</c>; null (the default): all but the token calls.</summary>
    public string? Calls { get; init; }

    /// <summary>How long a slow answer takes. Default 2 seconds.</summary>
    public TimeSpan SlowFor { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>Bytes of a huge answer, 1 to 1 GiB. Default 50 MiB.</summary>
    public int HugeBytes { get; init; } = 50 << 20;

    /// <summary>The status of the web page, 200 to 599. Default 200, the one that is hardest to notice.</summary>
    public int HtmlStatus { get; init; } = 200;

    /// <summary>What a change of types changes. Default: numbers and objects.</summary>
    public TypeChanges TypeChanges { get; init; } = TypeChanges.NumbersAsText | TypeChanges.ObjectsAsArrays;

    /// <summary>A plan of one fault.</summary>
    public static FaultPlan Of(FaultKind kind, double share) =>
        new() { Shares = new Dictionary<FaultKind, double> { [kind] = share } };

    /// <summary>Everything that is wrong with this plan; empty when nothing is.</summary>
    public IReadOnlyList<string> Mistakes()
    {
        var mistakes = new List<string>();
        if (Shares.Values.Any(share => share is not (>= 0 and <= 1)) || Shares.Values.Sum() > 1 + 1e-9)
        {
            mistakes.Add("faults: each share 0 to 1, together at most 1.");
        }

        if (SlowFor <= TimeSpan.Zero)
        {
            mistakes.Add("slow: more than 0.");
        }

        if (HugeBytes is < 1 or > 1 << 30)
        {
            mistakes.Add("huge-bytes: 1 to 1073741824.");
        }

        if (HtmlStatus is < 200 or > 599)
        {
            mistakes.Add("html-status: 200 to 599.");
        }

        return mistakes;
    }

    internal static bool Means(string? pattern, string call, bool isTokenCall) =>
        pattern switch
        {
            null => !isTokenCall,
            _ when pattern.EndsWith('*') => call.StartsWith(pattern[..^1], StringComparison.Ordinal),
            _ => string.Equals(call, pattern, StringComparison.Ordinal),
        };
}
