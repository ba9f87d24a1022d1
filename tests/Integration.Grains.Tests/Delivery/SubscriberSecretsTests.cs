using Integration.Signatures;

namespace Integration.Delivery;

public sealed class SubscriberSecretsTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 24, 12, 0, 0, TimeSpan.Zero);
    private static readonly string First = WebhookSecret.Create().Reveal();
    private static readonly string Second = WebhookSecret.Create().Reveal();
    private static readonly string Third = WebhookSecret.Create().Reveal();
    private static readonly SubscriberSecrets Fresh = new(First, null, null, new() { ["X-Key"] = "v" });

    [Fact]
    public void Signing_WithoutARotation_IsTheOneSecret() => Signing(Fresh, Now).Should().Equal(First);

    [Theory]
    [InlineData(0, true)]
    [InlineData(86_399, true)]
    [InlineData(86_400, false)]
    public void Signing_AfterARotation_HasBothForADay(int seconds, bool both) =>
        Signing(Fresh.Rotate(Second, Now), Now.AddSeconds(seconds)).Should().Equal(both ? [Second, First] : [Second]);

    [Fact]
    public void Rotate_Twice_KeepsTheLastTwo() =>
        Signing(Fresh.Rotate(Second, Now).Rotate(Third, Now.AddHours(1)), Now.AddHours(2))
            .Should()
            .Equal(Third, Second);

    [Fact]
    public void Rotate_ToTheSameSecret_ChangesNothing() => Fresh.Rotate(First, Now).Should().BeSameAs(Fresh);

    [Fact]
    public void Rotate_LeavesTheHeadersAlone() => Fresh.Rotate(Second, Now).Headers.Should().ContainKey("X-Key");

    [Fact]
    public void Signing_OfWhatIsNoSecret_Throws() =>
        FluentActions
            .Invoking(() => (Fresh with { Current = "broken" }).Signing())
            .Should()
            .Throw<InvalidOperationException>()
            .Where(e => !e.Message.Contains("broken"));

    private static IEnumerable<string> Signing(SubscriberSecrets secrets, DateTimeOffset now) =>
        secrets.Signing().At(now).Select(secret => secret.Reveal());
}
