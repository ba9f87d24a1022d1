using Integration.Resources;

namespace Integration.Intake;

public sealed class SourceTableTests(StorageFixture fixture)
{
    [Theory]
    [InlineData("{body}", "X-Time", null, "not signed")]
    [InlineData("{nonce}.{body}", null, "X-Nonce", "after it")]
    [InlineData("{timestamp}.{nonce}.{body}", "X-Time", "X-Nonce", null)]
    [InlineData("{body}", null, null, null)]
    public async Task Show_OfAnHmacSource_WarnsWhereARequestCanBeSentAgain(
        string template,
        string? timestamp,
        string? nonce,
        string? warning
    )
    {
        await using var scope = await fixture.Open();
        var options = new SourceOptions
        {
            Template = template,
            TimestampHeader = timestamp,
            NonceHeader = nonce,
        };
        var row = new ResourceRow<SourceSettings>
        {
            Id = "a",
            Settings = new SourceSettings { Scheme = "hmac", Options = options },
            Version = 1,
            CreatedAt = scope.Now,
            UpdatedAt = scope.Now,
        };
        var shown = new SourceTable(scope.Database).Show(row).Warning;
        (shown?.Contains(warning ?? "no warning at all", StringComparison.Ordinal) ?? warning is null)
            .Should()
            .BeTrue(shown);
    }
}
