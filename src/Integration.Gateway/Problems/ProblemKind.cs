namespace Integration.Problems;

/// <summary>A kind of problem as it is documented under <c>/problems/{slug}</c>.</summary>
/// <param name="Slug">Its stable name.</param>
/// <param name="Status">The HTTP status that it usually comes with.</param>
/// <param name="Title">A short summary, the same for every occurrence.</param>
/// <param name="Mend">What a caller can do about it.</param>
public sealed record ProblemKind(string Slug, int Status, string Title, string Mend);
