namespace Integration.Collections;

/// <summary>A product that is to be asked for, however many items name it.</summary>
/// <param name="Id">The platform's id.</param>
/// <param name="Attempts">Attempts so far.</param>
public sealed record DueProduct(string Id, int Attempts);
