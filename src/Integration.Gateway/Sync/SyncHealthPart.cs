namespace Integration.Sync;

/// <summary>A part of the score.</summary>
/// <param name="Name">What is judged.</param>
/// <param name="Value">The worst value; null where there is none, which costs no points.</param>
/// <param name="Limit">Up to here it is good: the threshold of the alert rule in force.</param>
/// <param name="Unit">The unit of both; <c>1</c> for shares.</param>
/// <param name="Weight">Points at most.</param>
/// <param name="Points">All up to the limit, none from twice the limit on, in proportion between.</param>
/// <param name="Sentence">The same for people.</param>
public sealed record SyncHealthPart(
    string Name,
    double? Value,
    double Limit,
    string Unit,
    int Weight,
    double Points,
    string Sentence
);
