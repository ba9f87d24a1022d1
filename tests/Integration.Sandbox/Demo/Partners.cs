using Integration.Sandbox.Receivers;

namespace Integration.Sandbox.Demo;

/// <summary>The endpoints of the demo's subscribers, in their order.</summary>
internal sealed class Partners : IAsyncDisposable
{
    private readonly List<IReceiver> _all = [];

    public IReceiver this[int subscriber] => _all[subscriber];

    public static async Task<Partners> Start(
        IReadOnlyList<DemoSubscriber> subscribers,
        DemoSecrets secrets,
        Ledger ledger,
        TimeProvider time
    )
    {
        var partners = new Partners();
        for (var i = 0; i < subscribers.Count; i++)
        {
            var position = i;
            var options = new ReceiverOptions
            {
                Behaviour = subscribers[i].Behaviour,
                Delay = subscribers[i].Delay,
                Key = secrets.KeyOf(subscribers[i]),
            };
            partners._all.Add(
                await Receiver.Start(options, receipt => Note(ledger, position, receipt), time, new Random(i))
            );
        }

        return partners;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var one in _all)
        {
            await one.DisposeAsync();
        }
    }

    private static void Note(Ledger ledger, int subscriber, Receipt receipt)
    {
        if (receipt.IsAccepted)
        {
            ledger.Receive(subscriber, receipt.Id, receipt.ArrivedAt);
        }
    }
}
