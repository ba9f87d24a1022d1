namespace Integration.Sandbox.Shop;

/// <summary>A sync run, as the hub shows it.</summary>
/// <param name="Id">Its id.</param>
/// <param name="State"><c>running</c>, <c>completed</c>, <c>failed</c> or <c>stopped</c>.</param>
/// <param name="WindowTo">The last instant that it read.</param>
/// <param name="Created">Orders that were new.</param>
/// <param name="Changed">Orders that had changed.</param>
/// <param name="Deleted">Orders that count as deleted since.</param>
/// <param name="Calls">Calls to the platform.</param>
/// <param name="Error">Why it failed, or waits.</param>
internal sealed record RunFigures(
    Guid Id,
    string State,
    DateTimeOffset? WindowTo,
    long Created,
    long Changed,
    long Deleted,
    long Calls,
    string? Error
)
{
    public bool IsRunning => State == "running";

    public bool IsCompleted => State == "completed";
}
