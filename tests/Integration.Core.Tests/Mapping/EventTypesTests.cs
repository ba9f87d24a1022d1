using System.Text.RegularExpressions;
using CsCheck;

namespace Integration.Mapping;

public sealed partial class EventTypesTests
{
    [Theory]
    [InlineData("order.created", "order.created")]
    [InlineData("Order.Created", "order.created")]
    [InlineData("orders/create", "orders.create")]
    [InlineData("order:status-changed", "order.status_changed")]
    [InlineData("bg order ↑", "bg_order__")]
    [InlineData("订单", "__")]
    [InlineData("_", "_")]
    [InlineData("/orders", "webhook.received")]
    [InlineData("orders/", "webhook.received")]
    [InlineData("a//b", "webhook.received")]
    [InlineData("a..b", "webhook.received")]
    [InlineData("", "webhook.received")]
    [InlineData(null, "webhook.received")]
    public void Normalize_OfAMappedValue_IsAType(string? value, string type) =>
        EventTypes.Normalize(value).Should().Be(type);

    [Fact]
    public void Normalize_OfALongValue_IsUnmapped()
    {
        EventTypes.Normalize(new string('a', 255)).Should().HaveLength(255);
        EventTypes.Normalize(new string('a', 256)).Should().Be("webhook.received");
    }

    [Fact]
    public void Normalize_OfAnyValue_FitsTheApisPattern() =>
        Gen.String.Sample(value => Type().IsMatch(EventTypes.Normalize(value)).Should().BeTrue());

    [Fact]
    public void IsValid_OfAnyShortText_AgreesWithTheApisPattern() =>
        Gen.Char["ab0_.A-*/"]
            .Array[0, 6]
            .Select(chars => new string(chars))
            .Sample(text => EventTypes.IsValid(text).Should().Be(Type().IsMatch(text)));

    [Theory]
    [InlineData("*", true)]
    [InlineData("order.*", true)]
    [InlineData("order.created", true)]
    [InlineData("order", true)]
    [InlineData("", false)]
    [InlineData(".*", false)]
    [InlineData("order*", false)]
    [InlineData("*.created", false)]
    [InlineData("order.*.x", false)]
    [InlineData("order.**", false)]
    [InlineData("Order.*", false)]
    public void IsValidPattern_OfAText_IsAsTheApiSays(string pattern, bool valid) =>
        EventTypes.IsValidPattern(pattern).Should().Be(valid);

    [Theory]
    [InlineData("*", "order.created", true)]
    [InlineData("order.*", "order.created", true)]
    [InlineData("order.*", "order.item.added", true)]
    [InlineData("order.*", "order", false)]
    [InlineData("order.*", "orders.created", false)]
    [InlineData("order.created", "order.created", true)]
    [InlineData("order.created", "order.created.x", false)]
    [InlineData("order", "order.created", false)]
    public void Matches_OfAPattern_TakesWhatLiesBelow(string pattern, string type, bool matches) =>
        EventTypes.Matches(pattern, type).Should().Be(matches);

    [GeneratedRegex("^[a-z0-9_]+(\\.[a-z0-9_]+)*\\z", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Type();
}
