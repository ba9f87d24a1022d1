using System.Net;

namespace Integration.Streams;

public sealed class DeliveryQueuesTests
{
    private readonly DeliveryQueues _queues = new(new DeliveryStreamOptions { Queues = 8 });

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(5)]
    [InlineData(11)]
    public void ReaderOf_EachQueue_IsSharedEvenlyWhateverTheOrder(int count)
    {
        var silos = Silos(count);
        var readers = _queues.Mapper.GetAllQueues().Select(queue => DeliveryQueues.ReaderOf(queue, silos)).ToArray();

        var shares = silos.Select(silo => readers.Count(silo.Equals)).ToArray();
        (shares.Max() - shares.Min()).Should().BeLessThanOrEqualTo(1);
        _queues
            .Mapper.GetAllQueues()
            .Select(queue => DeliveryQueues.ReaderOf(queue, silos.Reverse()))
            .Should()
            .Equal(readers, "every silo must come to the same");
    }

    [Fact]
    public void ReaderOf_ASubscriber_IsTheReaderOfItsQueue()
    {
        var silos = Silos(3);
        var subscribers = Enumerable.Range(0, 300).Select(n => $"subscriber-{n}").ToArray();

        foreach (var subscriber in subscribers)
        {
            var queue = _queues.Mapper.GetQueueForStream(DeliveryStream.Of(subscriber));
            _queues.ReaderOf(subscriber, silos).Should().Be(DeliveryQueues.ReaderOf(queue, silos));
        }

        silos.Should().OnlyContain(silo => subscribers.Count(one => _queues.ReaderOf(one, silos).Equals(silo)) > 50);
    }

    private static SiloAddress[] Silos(int count) =>
        [.. Enumerable.Range(0, count).Select(n => SiloAddress.New(IPAddress.Loopback, 11_000 + n, 100 - n))];
}
