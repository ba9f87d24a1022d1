namespace Integration.Alerts;

/// <summary>What a step of the engine came to. Store the state before, or together with, the notices.</summary>
/// <param name="State">The new state.</param>
/// <param name="Notices">What is to be told, in the order of the groups' keys.</param>
public sealed record AlertStep(AlertState State, IReadOnlyList<AlertNotice> Notices);
