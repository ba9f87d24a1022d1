namespace Integration.Resources;

/// <summary>What a kind of resource is called in the API; the rest follows from the two words.</summary>
/// <param name="One">Such as <c>platform account</c>.</param>
/// <param name="Many">Such as <c>platform accounts</c>.</param>
internal sealed record ResourceNames(string One, string Many)
{
    public string Path { get; } = $"/api/v1/{Many.Replace(' ', '-')}";

    public string Tag { get; } = string.Concat(char.ToUpperInvariant(Many[0]).ToString(), Many.AsSpan(1));

    public string OneOf { get; } = "aeiou".Contains(One[0], StringComparison.Ordinal) ? $"an {One}" : $"a {One}";
}
