namespace Integration.Collections;

/// <summary>A checked collection that is to be stored.</summary>
/// <param name="Row">Its head, counters at zero.</param>
/// <param name="Ids">Ids, in their order.</param>
/// <param name="Links">Pasted links, behind them.</param>
internal sealed record CollectionPlan(CollectionRow Row, string[] Ids, string[] Links);
