using System.Text;
using CsCheck;

namespace Integration.Time;

public sealed class Rfc3339Tests
{
    private static readonly Gen<DateTimeOffset> Instants = Gen.Long[0, DateTimeOffset.MaxValue.Ticks]
        .Select(ticks => new DateTimeOffset(ticks, TimeSpan.Zero));

    // The first five are RFC 3339's own, section 5.8.
    [Theory]
    [InlineData("1985-04-12T23:20:50.52Z", "1985-04-12T23:20:50.520Z")]
    [InlineData("1996-12-19T16:39:57-08:00", "1996-12-20T00:39:57.000Z")]
    [InlineData("1990-12-31T23:59:60Z", "1991-01-01T00:00:00.000Z")]
    [InlineData("1990-12-31T15:59:60-08:00", "1991-01-01T00:00:00.000Z")]
    [InlineData("1937-01-01T12:00:27.87+00:20", "1937-01-01T11:40:27.870Z")]
    [InlineData("2026-11-05t08:00:00z", "2026-11-05T08:00:00.000Z")]
    [InlineData("2026-11-05 08:00:00+02:00", "2026-11-05T06:00:00.000Z")]
    [InlineData("2024-02-29T00:00:00-00:00", "2024-02-29T00:00:00.000Z")]
    [InlineData("2026-11-05T08:00:00.1234567891234Z", "2026-11-05T08:00:00.123Z")]
    [InlineData("0001-01-01T00:00:00Z", "0001-01-01T00:00:00.000Z")]
    [InlineData("9999-12-31T23:59:59.999Z", "9999-12-31T23:59:59.999Z")]
    public void TryParse_OfAnInstant_IsItInUtc(string text, string utc)
    {
        Rfc3339.TryParse(text, out var instant).Should().BeTrue();
        instant.Offset.Should().Be(TimeSpan.Zero);
        Rfc3339.Format(instant).Should().Be(utc);
    }

    [Theory]
    [InlineData("")]
    [InlineData("2026-11-05")]
    [InlineData("2026-11-05T08:00:00")]
    [InlineData("2026-11-05T08:00Z")]
    [InlineData("2026-11-05T08:00:00.Z")]
    [InlineData("2026-11-05T08:00:00,5Z")]
    [InlineData("2026-11-05T08:00:00+0200")]
    [InlineData("2026-11-05T08:00:00+24:00")]
    [InlineData("2026-11-05T08:00:00+02:60")]
    [InlineData("2026-11-05T24:00:00Z")]
    [InlineData("2026-11-05T08:60:00Z")]
    [InlineData("2026-11-05T08:00:61Z")]
    [InlineData("2026-13-05T08:00:00Z")]
    [InlineData("2026-00-05T08:00:00Z")]
    [InlineData("2026-02-29T08:00:00Z")]
    [InlineData("2026-11-31T08:00:00Z")]
    [InlineData("0000-01-01T00:00:00Z")]
    [InlineData("0001-01-01T00:00:00+00:01")]
    [InlineData("9999-12-31T23:59:59-00:01")]
    [InlineData("2026-11-05T08:00:00ZZ")]
    [InlineData(" 2026-11-05T08:00:00Z")]
    [InlineData("２０２6-11-05T08:00:00Z")]
    [InlineData("2026-1-05T08:00:00.00Z")]
    [InlineData("Thu, 05 Nov 2026 08:00:00 GMT")]
    public void TryParse_OfAnythingElse_IsRefused(string text)
    {
        Rfc3339.TryParse(text, out var instant).Should().BeFalse();
        instant.Should().Be(default);
    }

    [Fact]
    public void TryParse_OfWhatFormatWrote_IsTheSameToTheMillisecond() =>
        Instants.Sample(instant =>
        {
            Rfc3339.TryParse(Rfc3339.Format(instant), out var again).Should().BeTrue();
            again.UtcTicks.Should().Be(instant.UtcTicks - (instant.UtcTicks % TimeSpan.TicksPerMillisecond));
        });

    [Fact]
    public void TryParse_OfDotNetsRoundTripForm_IsTheSameToTheTick() =>
        Gen.Select(Instants, Gen.Int[-14 * 60, 14 * 60])
            .Where((instant, minutes) => instant.Year is > 1 and < 9999 && minutes != 0)
            .Sample(
                (instant, minutes) =>
                {
                    var local = instant.ToOffset(TimeSpan.FromMinutes(minutes));
                    Rfc3339.TryParse(local.ToString("O"), out var again).Should().BeTrue();
                    again.UtcTicks.Should().Be(instant.UtcTicks);
                }
            );

    [Fact]
    public void TryFormat_InUtf8_IsTheSameText() =>
        Instants.Sample(instant =>
        {
            var utf8 = new byte[Rfc3339.Length];
            Rfc3339.TryFormat(instant, utf8).Should().BeTrue();
            Encoding.ASCII.GetString(utf8).Should().Be(Rfc3339.Format(instant));
        });

    [Fact]
    public void TryParse_OfAnyText_NeverThrows() =>
        Gen.Char["0123456789-:.TZ+ "]
            .Array[18, 30]
            .Select(chars => new string(chars))
            .Sample(text => FluentActions.Invoking(() => Rfc3339.TryParse(text, out _)).Should().NotThrow());
}
