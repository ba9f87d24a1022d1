namespace Integration.Sandbox.Demo;

/// <summary>All that is known of one subscriber at one time.</summary>
/// <param name="Subscriber">Which.</param>
/// <param name="Hub">What the hub says, since the start of the demo.</param>
/// <param name="Seen">What the sandbox saw.</param>
/// <param name="BadSignatures">Requests whose signature did not fit.</param>
/// <param name="Missing">Acknowledged events that it did not receive; zero for those that need not receive all.</param>
internal sealed record SubscriberLine(
    DemoSubscriber Subscriber,
    SubscriberFigures Hub,
    LedgerFigures Seen,
    long BadSignatures,
    long Missing
)
{
    /// <summary>Attempts that failed without ending their delivery.</summary>
    public long Retried => Math.Max(0, Hub.Attempts - Hub.Delivered - Hub.Failed);

    /// <summary>Events that others than this run's senders posted.</summary>
    public long Foreign => Hub.Events - Hub.CarriedOver - Seen.Owed;

    /// <summary>Whether nothing of it is on its way any more.</summary>
    public bool IsSettled => Hub.Pending == 0 && Faults.Count == 0;

    /// <summary>What does not add up; empty when all does.</summary>
    public IReadOnlyList<string> Faults
    {
        get
        {
            var faults = new List<string>();
            if (Foreign < 0)
            {
                faults.Add(
                    $"{Seen.Owed} acknowledged events were for it, the hub knows {Hub.Events - Hub.CarriedOver}"
                );
            }

            if (Hub.AccountedFor != Hub.Events)
            {
                faults.Add($"of {Hub.Events} events the hub accounts for {Hub.AccountedFor}");
            }

            if (Seen.Received + Seen.Repeated < Hub.Delivered)
            {
                faults.Add($"the hub counts {Hub.Delivered} delivered, it received {Seen.Received}");
            }

            if (Missing > 0)
            {
                faults.Add($"{Missing} acknowledged events never arrived");
            }

            if (BadSignatures > 0)
            {
                faults.Add($"{BadSignatures} requests were signed wrongly");
            }

            return faults;
        }
    }
}
