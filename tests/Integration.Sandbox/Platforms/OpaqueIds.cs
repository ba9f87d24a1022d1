namespace Integration.Sandbox.Platforms;

/// <summary>Ids that are text and show no number: Taobao's affiliate ids, Pinduoduo's <c>goods_sign</c>. The form is the sandbox's own.</summary>
public static class OpaqueIds
{
    private const string Prefix = "c9";
    private const string Digits = "gQwErTyUiO";

    /// <summary>The text of a product's id.</summary>
    public static string Of(long id) =>
        Prefix + string.Concat(id.ToString().Select(digit => Digits[digit - '0'])) + "_J";

    /// <summary>The number behind an id; null where it is none of ours.</summary>
    public static string? NumberOf(string? text)
    {
        if (
            text is null
            || !text.StartsWith(Prefix, StringComparison.Ordinal)
            || !text.EndsWith("_J", StringComparison.Ordinal)
            || text.Length is < 5 or > 30
        )
        {
            return null;
        }

        var letters = text[Prefix.Length..^2];
        return letters.All(Digits.Contains) ? string.Concat(letters.Select(one => Digits.IndexOf(one))) : null;
    }
}
