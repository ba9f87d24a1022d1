using Integration.Problems;

namespace Integration.Intake;

/// <summary>The problems that intake answers with.</summary>
internal static class IntakeProblems
{
    public static Problem Busy { get; } =
        new("busy", 503, "More events wait for storage than the limit allows; send it again a little later.")
        {
            RetryAfter = TimeSpan.FromSeconds(1),
        };

    public static Problem NoPartition { get; } =
        new("storage-not-ready", 503, "Storage for today is being made; send it again later.")
        {
            RetryAfter = TimeSpan.FromSeconds(5),
        };

    public static Problem NotStorable { get; } =
        new("event-not-storable", 422, "A value of the event cannot be stored, for example a number out of range.");

    public static Problem Internal { get; } =
        new("internal-error", 500, "The event was not stored, through a fault of ours. Send it again later.");

    public static Problem UnknownSource(string id) =>
        new("unknown-source", 404, $"There is no source '{id}'. Create it with POST /api/v1/sources first.");

    public static Problem DisabledSource(string id) =>
        new("source-disabled", 403, $"The source '{id}' is disabled; an administrator can enable it.");
}
