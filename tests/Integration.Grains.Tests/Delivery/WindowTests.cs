using Integration.Intake;
using Microsoft.Extensions.Time.Testing;

namespace Integration.Delivery;

/// <summary>Windows of ten deliveries under a fake clock.</summary>
public abstract class WindowTests
{
    protected static readonly DateTimeOffset Now = new(2026, 11, 24, 12, 0, 0, TimeSpan.Zero);

    protected FakeTimeProvider Time { get; } = new(Now);

    protected static Guid Id(int n) => new(n, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);

    private protected static DeliveryItem Item(int n, int bytes = 10) =>
        new()
        {
            DeliveryId = Id(n),
            Epoch = 1,
            Event = new StoredEvent
            {
                Id = Id(n),
                Source = "s",
                Type = "t",
                Received = Now,
                Payload = new byte[bytes],
                PayloadKind = PayloadKind.Json,
            },
        };

    private protected DeliveryWindow Create(DeliveryOptions? options = null)
    {
        options ??= new DeliveryOptions { WindowItems = 10 };
        return new DeliveryWindow(options, new SiloWindowBudget(options), Time);
    }

    private protected DeliveryWindow Loaded(params DeliveryItem[] items)
    {
        var window = Create();
        window.BeginLoad();
        window.EndLoad(items, all: true);
        return window;
    }
}
