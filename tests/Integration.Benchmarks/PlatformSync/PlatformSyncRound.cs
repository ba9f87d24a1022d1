namespace Integration.Benchmarks.PlatformSync;

/// <summary>One round of all three.</summary>
internal sealed record PlatformSyncRound(Reading OneByOne, Reading Batched, Reading Again)
{
    public double Ratio => OneByOne.Time / Batched.Time;

    public double Saved => 1 - (Batched.Calls / (double)OneByOne.Calls);
}
