namespace Integration.Alerts;

/// <summary>
/// What a step of the engine came to. Store the state together with the notices, or the notices first: a crash in between then makes
/// some of them twice. With the state first it would lose them, because the state says that they were told.
/// </summary>
/// <param name="State">The new state.</param>
/// <param name="Notices">What is to be told, in the order of the groups' keys.</param>
public sealed record AlertStep(AlertState State, IReadOnlyList<AlertNotice> Notices);
