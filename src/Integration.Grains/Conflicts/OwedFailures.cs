using Integration.Platforms;

namespace Integration.Conflicts;

/// <summary>Failures of writes that are not the platform's own.</summary>
internal static class OwedFailures
{
    public static PlatformFailure Broken { get; } =
        new(
            FailureKind.Transient,
            FailureReason.Platform,
            "A fault of ours prevented the write; it stands in the log."
        );

    public static PlatformFailure DatabaseAway { get; } =
        new(
            FailureKind.Transient,
            FailureReason.Network,
            "What the platform has now cannot be stored: the database cannot be had."
        );

    public static PlatformFailure NotStorable { get; } =
        new(
            FailureKind.Permanent,
            FailureReason.InvalidAnswer,
            "What the platform has now holds texts or numbers that cannot be stored."
        );

    public static PlatformFailure Late { get; } =
        new(
            FailureKind.Transient,
            FailureReason.Network,
            "The platform did not answer in the time that a write may take."
        );
}
