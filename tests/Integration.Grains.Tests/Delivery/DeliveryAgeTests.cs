using Integration.Intake;

namespace Integration.Delivery;

public sealed class DeliveryAgeTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 24, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("ocr_wallet_data", 300, false)]
    [InlineData("ocr_wallet_data", 301, true)]
    [InlineData("order.created", 31_536_000, false)]
    public void IsExpired_WithoutALimit_IsSoOnlyForWalletRows(string type, int age, bool expired) =>
        DeliveryAge.IsExpired(Event(type, age), null, Now).Should().Be(expired);

    [Theory]
    [InlineData("ocr_wallet_data")]
    [InlineData("order.created")]
    public void IsExpired_WithFreshnessOff_IsNever(string type) =>
        DeliveryAge.IsExpired(Event(type, 31_536_000), TimeSpan.Zero, Now).Should().BeFalse();

    [Theory]
    [InlineData(3600, 600, false)]
    [InlineData(30, 31, true)]
    [InlineData(30, 30, false)]
    public void IsExpired_WithALimit_IsTheSubscribersAlsoForWalletRows(int limit, int age, bool expired)
    {
        DeliveryAge.IsExpired(Event("ocr_wallet_data", age), TimeSpan.FromSeconds(limit), Now).Should().Be(expired);
        DeliveryAge.IsExpired(Event("order.created", age), TimeSpan.FromSeconds(limit), Now).Should().Be(expired);
    }

    [Theory]
    [InlineData(null, "5m")]
    [InlineData(30, "30s")]
    public void Expired_OfAnItem_SaysWhichLimit(int? limit, string shown)
    {
        var item = new DeliveryItem
        {
            DeliveryId = Guid.Empty,
            Epoch = 1,
            Attempts = 2,
            Event = Event("ocr_wallet_data", 400),
        };
        var outcome = DeliveryAge.Expired(item, "a", limit is { } s ? TimeSpan.FromSeconds(s) : null, Now);
        outcome.Reason.Should().Contain($"older than {shown}");
        (outcome.Status, outcome.AttemptsBefore, outcome.At).Should().Be((DeliveryStatus.Expired, 2, Now));
        outcome.RetryAt.Should().BeNull();
    }

    private static StoredEvent Event(string type, int age) =>
        new()
        {
            Id = Guid.Empty,
            Source = "wallets",
            Type = type,
            Received = Now,
            FreshFrom = Now.AddSeconds(-age),
            Payload = [],
            PayloadKind = PayloadKind.Json,
        };
}
