using System.Text;
using CsCheck;

namespace Integration.Secrets;

public sealed class SecretEnvelopeTests
{
    private const string Place = "subscriber|erp|1";
    private static readonly KeyRing Old = KeyRing.Parse(KeyRing.CreateText("2025"));
    private static readonly string NewText = KeyRing.CreateText("2026");

    [Fact]
    public void Open_OfWhatWasSealed_IsThePlaintext() =>
        Gen.Select(Gen.Byte.Array[0, 5000], Gen.String)
            .Sample(
                (plaintext, place) =>
                    SecretEnvelope
                        .Open(Old, SecretEnvelope.Seal(Old, plaintext, place), place)
                        .Should()
                        .Equal(plaintext)
            );

    [Fact]
    public void Seal_OfTheSameSecretTwice_LooksDifferent()
    {
        var (one, other) = (Seal("secret"), Seal("secret"));
        one.Should().NotEqual(other);
        Encoding.Latin1.GetString(one).Should().NotContain("secret");
    }

    [Fact]
    public void Open_OfAnyChangedByte_Throws()
    {
        var sealedSecret = Seal("secret");
        for (var i = 0; i < sealedSecret.Length; i++)
        {
            var changed = sealedSecret.ToArray();
            changed[i] ^= 1;
            Opening(Old, changed, Place).Should().Throw<SecretUnreadableException>($"byte {i} was changed");
        }
    }

    [Fact]
    public void Open_OfAnyPart_Throws()
    {
        var sealedSecret = Seal("secret");
        for (var length = 0; length < sealedSecret.Length; length++)
        {
            Opening(Old, sealedSecret[..length], Place).Should().Throw<SecretUnreadableException>($"length {length}");
        }
    }

    [Theory]
    [InlineData("subscriber|erp|2")]
    [InlineData("subscriber|other|1")]
    [InlineData("")]
    public void Open_AtAnotherPlace_Throws(string place) =>
        Opening(Old, Seal("secret"), place).Should().Throw<SecretUnreadableException>();

    [Fact]
    public void Open_AfterANewKeyWasPutFirst_StillOpensTheOldAndSealsWithTheNew()
    {
        var before = Seal("secret");
        var oldText = KeyRing.CreateText("older");
        var ring = KeyRing.Parse(NewText + oldText);
        var sealedByOlder = SecretEnvelope.Seal(KeyRing.Parse(oldText), "secret"u8, Place);
        SecretEnvelope.Open(ring, sealedByOlder, Place).Should().Equal("secret"u8.ToArray());
        ring.CurrentId.Should().Be("2026");
        SecretEnvelope
            .Open(KeyRing.Parse(NewText), SecretEnvelope.Seal(ring, "x"u8, Place), Place)
            .Should()
            .Equal("x"u8.ToArray());
        Opening(ring, before, Place).Should().Throw<SecretUnreadableException>().WithMessage("*'2025'*");
    }

    [Fact]
    public void Open_WithAnotherKeyOfTheSameId_ThrowsAndLeaksNothing()
    {
        var other = KeyRing.Parse(KeyRing.CreateText("2025"));
        Opening(other, Seal("secret"), Place)
            .Should()
            .Throw<SecretUnreadableException>()
            .Where(e => !e.Message.Contains("secret-", StringComparison.Ordinal) && e.InnerException == null);
    }

    private static byte[] Seal(string text) => SecretEnvelope.Seal(Old, Encoding.UTF8.GetBytes(text), Place);

    private static Action Opening(KeyRing keys, byte[] sealedSecret, string place) =>
        () => SecretEnvelope.Open(keys, sealedSecret, place);
}
