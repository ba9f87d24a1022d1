namespace Integration.Collections;

/// <summary>What came of the links of a collection that were followed together.</summary>
/// <param name="Links">One for each link that was followed.</param>
/// <param name="Calls">Calls of the platform that were made for them.</param>
/// <param name="PausedUntil">Nothing more is asked for before; null where the platform set no limit.</param>
public sealed record LinkRound(IReadOnlyList<LinkOutcome> Links, int Calls, DateTimeOffset? PausedUntil);
