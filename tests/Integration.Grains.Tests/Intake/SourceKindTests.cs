using Integration.Catalogue;

namespace Integration.Intake;

public sealed class SourceKindTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 24, 12, 0, 0, TimeSpan.Zero);
    private static readonly SourceKind Kind = new(new ConnectorCatalogue([]));
    private static readonly SourceSecrets Before = new(["old"]);

    [Fact]
    public void Secrets_LeftOutOfAChange_Stay()
    {
        var settings = new SourceSettings { Scheme = "hmac" };
        var after = Kind.Secrets(settings, Before, Now);
        after.Secrets.Should().Equal("old");
        Kind.HasNewSecret(settings, Before, after).Should().BeFalse();
    }

    [Fact]
    public void Secrets_GivenAsNone_LeaveNothingToSeal()
    {
        var settings = new SourceSettings { Scheme = "none", Secrets = [] };
        var after = Kind.Secrets(settings, Before, Now);
        Kind.IsEmpty(after).Should().BeTrue();
        Kind.HasNewSecret(settings, Before, after).Should().BeTrue("taking all away is a change");
    }

    [Fact]
    public void Secrets_OfACreationWithoutAny_WereNeverChanged()
    {
        var settings = new SourceSettings { Scheme = "none", Secrets = [] };
        Kind.HasNewSecret(settings, null, Kind.Secrets(settings, null, Now)).Should().BeFalse();
    }

    [Fact]
    public void Stored_HasNoSecret() =>
        Kind.Stored(new SourceSettings { Scheme = "hmac", Secrets = ["s"] }, "erp")
            .Should()
            .Be(new SourceSettings { Id = "erp", Scheme = "hmac" });
}
