using Integration.Delivery;
using Integration.Intake;
using Microsoft.Extensions.Time.Testing;

namespace Integration.Streams;

public sealed class DeliveryQueueGrainTests
{
    private static readonly DeliveryStreamOptions Options = new() { QueueCapacity = 16, QueueBytes = 1 << 20 };
    private readonly DeliveryQueueGrain _queue = new(Options, new FakeTimeProvider());

    [Fact]
    public async Task Enqueue_AboveTheBytes_IsDroppedUntilThereIsRoom()
    {
        await _queue.Enqueue(Batch(600_000));
        await _queue.Enqueue(Batch(600_000));
        (await Dequeue()).Should().ContainSingle();
        await _queue.Enqueue(Batch(600_000));
        (await Dequeue()).Should().ContainSingle("the first has left its room");
    }

    [Fact]
    public async Task Enqueue_OfOneLargerThanTheQueue_IsTakenWhenNothingElseIsThere()
    {
        await _queue.Enqueue(Batch(2 << 20));
        (await Dequeue()).Should().ContainSingle();
    }

    [Fact]
    public async Task Enqueue_AboveTheCapacity_IsDropped()
    {
        for (var n = 0; n < Options.QueueCapacity + 1; n++)
        {
            await _queue.Enqueue(Batch(1));
        }

        (await Dequeue()).Should().HaveCount(Options.QueueCapacity);
    }

    private Task<QueuedBatch[]> Dequeue() => _queue.Dequeue(100, Options.ReceiverWait, CancellationToken.None);

    private static QueuedBatch Batch(int bytes) =>
        new(
            DeliveryStream.Of("a"),
            new DeliveryBatch([
                new DeliveryItem
                {
                    DeliveryId = Guid.Empty,
                    Epoch = 1,
                    Event = new StoredEvent
                    {
                        Id = Guid.Empty,
                        Source = "s",
                        Type = "t",
                        Received = StorageFixture.Now,
                        Payload = new byte[bytes],
                        PayloadKind = PayloadKind.Json,
                    },
                },
            ])
        );
}
