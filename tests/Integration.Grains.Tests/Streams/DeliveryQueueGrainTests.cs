using Integration.Delivery;
using Integration.Intake;
using Microsoft.Extensions.Time.Testing;

namespace Integration.Streams;

public sealed class DeliveryQueueGrainTests
{
    private static readonly DeliveryStreamOptions Options = new() { QueueCapacity = 16, QueueBytes = 1 << 20 };
    private readonly DeliveryQueueGrain _queue = new(Options, new FakeTimeProvider(StorageFixture.Now));

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

    [Fact]
    public async Task Queue_ThatMoves_TakesWhatItHoldsAlongAndGoesOnCounting()
    {
        await _queue.Enqueue(Batch(1));
        await _queue.Enqueue(Batch(2));

        var moved = Moved(StorageFixture.Now);
        await moved.Enqueue(Batch(3));

        var batches = await Dequeue(moved);
        batches.Select(batch => batch.Batch.Items[0].Event.Payload.Length).Should().Equal(1, 2, 3);
        batches.Select(batch => batch.SequenceNumber).Should().BeInAscendingOrder().And.OnlyHaveUniqueItems();
    }

    [Fact]
    public async Task Queue_ThatMovesEmptyToAnEarlierClock_GoesOnCounting()
    {
        await _queue.Enqueue(Batch(1));
        var last = (await Dequeue()).Single().SequenceNumber;
        var moved = Moved(StorageFixture.Now.AddYears(-30));

        await moved.Enqueue(Batch(1));

        (await Dequeue(moved)).Single().SequenceNumber.Should().BeGreaterThan(last);
    }

    [Fact]
    public async Task Queue_ThatMovesFull_IsFullWhereItArrives()
    {
        await _queue.Enqueue(Batch(600_000));
        var moved = Moved(StorageFixture.Now);

        await moved.Enqueue(Batch(600_000));

        (await Dequeue(moved)).Should().ContainSingle("bytes are counted there too");
    }

    private DeliveryQueueGrain Moved(DateTimeOffset to)
    {
        var moved = new DeliveryQueueGrain(Options, new FakeTimeProvider(to));
        var luggage = new Luggage();
        _queue.OnDehydrate(luggage);
        moved.OnRehydrate(luggage);
        return moved;
    }

    private Task<QueuedBatch[]> Dequeue() => Dequeue(_queue);

    private static Task<QueuedBatch[]> Dequeue(DeliveryQueueGrain queue) =>
        queue.Dequeue(100, Options.ReceiverWait, CancellationToken.None);

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
