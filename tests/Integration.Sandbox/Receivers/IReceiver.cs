namespace Integration.Sandbox.Receivers;

/// <summary>A partner's endpoint that is up, or pretends to be down.</summary>
internal interface IReceiver : IAsyncDisposable
{
    /// <summary>Where it is reached.</summary>
    string Url { get; }

    /// <summary>What came in.</summary>
    ReceiverCounts Counts { get; }
}
