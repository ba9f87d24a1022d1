using Integration.Sandbox.Senders;

namespace Integration.Sandbox.Demo;

/// <summary>What became of one sender's events.</summary>
internal sealed record SourceLine(
    string Name,
    string Scheme,
    long Acknowledged,
    long Repeats,
    long Retries,
    long Refused,
    string? LastRefusal
)
{
    public static SourceLine Of(PacedSender sender) =>
        new(
            sender.Traffic.Name,
            sender.Traffic.Scheme,
            sender.Counts.Acknowledged,
            sender.Counts.Repeats,
            sender.Counts.Retries,
            sender.Counts.Refused,
            sender.Counts.LastRefusal
        );
}
