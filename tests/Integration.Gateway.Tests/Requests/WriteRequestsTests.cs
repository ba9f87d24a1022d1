using Integration.Access;
using Microsoft.AspNetCore.Http;

namespace Integration.Requests;

public sealed class WriteRequestsTests
{
    [Theory]
    [InlineData("\"3\"", 3L)]
    [InlineData("3", 3L)]
    [InlineData("*", null)]
    [InlineData(null, null)]
    public void Context_OfIfMatch_IsTheVersion(string? header, long? version) =>
        WriteRequests.Context(Http(ifMatch: header), []).Value!.IfMatch.Should().Be(version);

    [Theory]
    [InlineData("W/\"3\"")]
    [InlineData("\"abc\"")]
    [InlineData("\"-3\"")]
    [InlineData("\"\"")]
    [InlineData("\"99999999999999999999\"")]
    public void Context_OfAnIfMatchThatIsNoVersion_IsRefused(string header) =>
        WriteRequests.Context(Http(ifMatch: header), []).Problem!.Slug.Should().Be("bad-if-match");

    [Fact]
    public void Claim_WithoutAKey_IsNone() => WriteRequests.Claim(Http(), []).Value!.Claim.Should().BeNull();

    [Theory]
    [InlineData("")]
    [InlineData("a\u0001")]
    [InlineData("a\u007f")]
    [InlineData("ключ")]
    public void Claim_OfAKeyThatIsNotPrintableAscii_IsRefused(string key)
    {
        var problem = WriteRequests.Claim(Http(key), []).Problem!;
        (problem.Slug, problem.Status).Should().Be(("idempotency-key-invalid", 400));
    }

    [Theory]
    [InlineData(255, true)]
    [InlineData(256, false)]
    public void Claim_OfALongKey_StopsAt255(int length, bool valid) =>
        WriteRequests.Claim(Http(new string('k', length)), []).Succeeded.Should().Be(valid);

    [Fact]
    public void Claim_OfAKey_HoldsCallerRouteAndBody()
    {
        var claim = WriteRequests.Claim(Http("k-1"), "a"u8.ToArray()).Value!.Claim!;
        (claim.ApiKey, claim.Route, claim.Key).Should().Be(("abcdefgh", "POST /api/v1/events", "k-1"));
        var again = WriteRequests.Claim(Http("k-1"), "a"u8.ToArray()).Value!.Claim!;
        again.BodyHash.Should().Equal(claim.BodyHash);
        WriteRequests.Claim(Http("k-1"), "b"u8.ToArray()).Value!.Claim!.BodyHash.Should().NotEqual(claim.BodyHash);
    }

    private static DefaultHttpContext Http(string? key = null, string? ifMatch = null)
    {
        var http = new DefaultHttpContext();
        http.Request.Method = "POST";
        http.Request.Path = "/api/v1/events";
        if (key is not null)
        {
            http.Request.Headers["Idempotency-Key"] = key;
        }

        if (ifMatch is not null)
        {
            http.Request.Headers.IfMatch = ifMatch;
        }

        http.SetCaller(
            new Caller(
                new ApiKeyResource
                {
                    Id = "abcdefgh",
                    Name = "n",
                    Role = Role.Operator,
                    CreatedAt = default,
                }
            )
        );
        return http;
    }
}
