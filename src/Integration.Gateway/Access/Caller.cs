namespace Integration.Access;

/// <summary>Who sends a request.</summary>
/// <param name="Key">The API key.</param>
internal sealed record Caller(ApiKeyResource Key)
{
    /// <summary>Whether the key may post events of a source.</summary>
    public bool MaySend(string source) =>
        Key.Role != Role.Sender || Key.Sources.Length == 0 || Key.Sources.Contains(source, StringComparer.Ordinal);
}
