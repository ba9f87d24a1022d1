using Integration.Notices;

namespace Integration.Alerts;

/// <summary>Stands for a channel that cannot be made until somebody mends it: its notices wait, and it is shown why.</summary>
/// <param name="why">For people.</param>
internal sealed class ClosedChannel(string why) : INoticeChannel
{
    public string Kind => "closed";

    public IReadOnlyList<NoticeRate> Rates { get; } = [];

    public bool Fits(Notice notice) => true;

    public Task<NoticeResult> Send(Notice notice, CancellationToken ct) =>
        Task.FromResult(new NoticeResult(NoticeFailureKind.Permanent, why));
}
