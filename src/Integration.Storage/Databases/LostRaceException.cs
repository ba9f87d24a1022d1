namespace Integration.Databases;

/// <summary>Somebody else wrote the same record meanwhile; the same transaction succeeds when it is made again.</summary>
public sealed class LostRaceException() : Exception("Another transaction wrote the same record first.");
