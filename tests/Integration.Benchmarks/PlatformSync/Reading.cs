namespace Integration.Benchmarks.PlatformSync;

/// <summary>One way of reading all products.</summary>
/// <param name="Time">Until the last was there.</param>
/// <param name="Calls">Counted by the platform.</param>
internal sealed record Reading(TimeSpan Time, long Calls);
