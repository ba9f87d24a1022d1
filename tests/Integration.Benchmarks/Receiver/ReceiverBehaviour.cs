namespace Integration.Benchmarks.Receiver;

/// <summary>How a partner behaves.</summary>
/// <param name="AnswersAfter">How long it takes to answer; infinite for one that hangs.</param>
/// <param name="Counts">Whether its arrivals are noted.</param>
internal sealed record ReceiverBehaviour(TimeSpan? AnswersAfter, bool Counts)
{
    /// <summary>Answers at once.</summary>
    public static ReceiverBehaviour Healthy { get; } = new(null, Counts: true);

    /// <summary>Takes the request and never answers.</summary>
    public static ReceiverBehaviour Hanging { get; } = new(Timeout.InfiniteTimeSpan, Counts: false);

    /// <summary>Answers late.</summary>
    public static ReceiverBehaviour Slow(TimeSpan delay) => new(delay, Counts: false);
}
