namespace Integration.Notices;

/// <summary>
/// What is sent next, kept until the store has taken down that it was sent: every attempt then carries the same message with the same id,
/// and who gets it twice can tell.
/// </summary>
/// <param name="Notices">What it stands for; on their way in the queue.</param>
/// <param name="Message">What is sent.</param>
internal sealed record NoticeBatch(IReadOnlyList<Notice> Notices, Notice Message)
{
    /// <summary>The channel has taken it.</summary>
    internal bool IsSent { get; init; }

    /// <summary>How many notices it tells of, gathered ones counted singly.</summary>
    internal int Count => Notices.Sum(static notice => notice.Count);

    /// <summary>With a stub in the place of its only notice.</summary>
    internal NoticeBatch AsStub() => this with { Message = NoticeMessages.Stub(Message) };
}
