using Integration.Problems;

namespace Integration.Intake;

/// <summary>An item of a batch that was refused; the others are not touched by it.</summary>
/// <param name="Error">Why.</param>
internal sealed record RefusedItem(ProblemBody Error);
