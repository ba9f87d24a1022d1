namespace Integration.Sandbox.Demo;

/// <summary>What the sandbox itself has seen of one subscriber.</summary>
/// <param name="Owed">Acknowledged events that the hub must route to it.</param>
/// <param name="Received">Different events that it accepted.</param>
/// <param name="Repeated">Events that it accepted once more.</param>
/// <param name="P50Ms">Median from the sender's request to the partner's socket.</param>
/// <param name="P99Ms">99th percentile of it.</param>
internal sealed record LedgerFigures(long Owed, long Received, long Repeated, double? P50Ms, double? P99Ms);
