namespace Integration.Delivery;

/// <summary>A slot that is taken.</summary>
/// <param name="Attempt">By which attempt.</param>
/// <param name="OverdueAt">
/// When its report should have been heard. From then on the slot is free once the attempt has ended: while it still runs,
/// or its outcome cannot be written, the delivery must not be attempted beside it.
/// </param>
internal sealed record InFlightAttempt(Attempt Attempt, DateTimeOffset OverdueAt)
{
    // A report heard twice must free no slot of a later attempt.
    public bool IsOf(AttemptReport report) => Attempt.Item.Attempts == report.AttemptsBefore;

    public bool IsLost(DateTimeOffset now) => now >= OverdueAt && Attempt.HasEnded;
}
