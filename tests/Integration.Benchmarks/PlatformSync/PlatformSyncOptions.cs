namespace Integration.Benchmarks.PlatformSync;

/// <summary>What is measured.</summary>
internal sealed record PlatformSyncOptions(int Products, int Rounds, TimeSpan Latency);
