namespace Integration.Benchmarks.ClusterChaos;

/// <summary>One process struck.</summary>
/// <param name="Kind">How.</param>
/// <param name="Node">Whom.</param>
/// <param name="At">When, as <see cref="System.Diagnostics.Stopwatch"/> counts.</param>
internal sealed record Strike(StrikeKind Kind, string Node, long At)
{
    /// <summary>Strikes of one name are told together: <c>kill silo</c>, <c>term gateway</c> …</summary>
    public string Name => $"{Kind.ToString().ToLowerInvariant()} {Node.Split('-')[0]}";
}
