namespace Integration.Collections;

/// <summary>Somebody else wrote the same product meanwhile; the same transaction succeeds when it is made again.</summary>
public sealed class LostRaceException() : Exception("Another transaction wrote the same product first.");
