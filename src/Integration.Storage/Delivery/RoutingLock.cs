namespace Integration.Delivery;

/// <summary>
/// The advisory lock between appends (shared) and changes of routing (exclusive), so that no batch slips past a change.
/// It must be taken in a statement of its own: a statement's snapshot is older than the locks it waits for.
/// </summary>
internal static class RoutingLock
{
    // "routing" in ASCII.
    private const long Key = 0x726F7574696E67;

    public static string Shared { get; } = $"select pg_advisory_xact_lock_shared({Key})";

    public static string Exclusive { get; } = $"select pg_advisory_xact_lock({Key})";
}
