using System.Net;
using System.Text;
using System.Text.Json;
using Integration.Access;
using Integration.Platforms;
using Integration.Problems;
using NSubstitute;

namespace Integration.Writes;

public sealed class ProductCreationEndpointsTests
{
    private const string Path = "/api/v1/platform-accounts/shop-1/products";

    private const string Good =
        """{"products":[{"seller_code":"A","titles":[{"language":"zh","text":"杯"}],"platform_fields":{"cat_id":1}}]}""";

    private readonly IProductCreationGrain _grain = Substitute.For<IProductCreationGrain>();

    [Fact]
    public async Task Post_OfAnOperator_ReachesTheAccountsGrainWithTheBodyAsItWasSent()
    {
        await using var scope = await Start();
        var failure = new PlatformFailure(FailureKind.Permanent, FailureReason.InvalidRequest, "No.");
        Answer(
            new ProductCreationResource
            {
                Account = "shop-1",
                Platform = "pinduoduo",
                Created = 1,
                Failed = 1,
                Results = [new("A") { Id = "7" }, new("B") { Failure = failure, MayExist = true }],
            }
        );

        var answer = await scope.Post(Path, Good, scope.AddKey(Role.Operator));

        answer.StatusCode.Should().Be(HttpStatusCode.OK);
        scope.Grains.Received().GetGrain<IProductCreationGrain>("shop-1");
        Encoding.UTF8.GetString((byte[])_grain.ReceivedCalls().Single().GetArguments()[0]!).Should().Be(Good);
        var results = (await answer.Json()).GetProperty("results");
        results[0].GetProperty("id").GetString().Should().Be("7");
        results[0].GetProperty("failure").ValueKind.Should().Be(JsonValueKind.Null);
        results[1].GetProperty("may_exist").GetBoolean().Should().BeTrue();
        results[1].GetProperty("failure").GetProperty("reason").GetString().Should().Be("invalid_request");
    }

    [Theory]
    [InlineData(Role.Viewer)]
    [InlineData(Role.Sender)]
    public async Task Post_OfALesserRole_IsForbidden(Role role)
    {
        await using var scope = await Start();
        (await scope.Post(Path, Good, scope.AddKey(role))).StatusCode.Should().Be(HttpStatusCode.Forbidden);
        _grain.ReceivedCalls().Should().BeEmpty();
    }

    [Theory]
    [InlineData("{}", "products")]
    [InlineData("""{"products":[{"titles":[]}]}""", "products[0].seller_code")]
    [InlineData("""{"products":[{"seller_code":"A","titles":[],"colour":1}]}""", "products[0].colour")]
    [InlineData("""{"products":[{"seller_code":"A","titles":[],"stock":"7"}]}""", "products[0].stock")]
    public async Task Post_OfAFaultyBody_NamesTheField(string body, string field)
    {
        await using var scope = await Start();
        var answer = await scope.Post(Path, body, scope.AddKey(Role.Operator));
        answer.StatusCode.Should().Be(HttpStatusCode.UnprocessableEntity);
        (await answer.Json()).GetProperty("errors").TryGetProperty(field, out _).Should().BeTrue();
        _grain.ReceivedCalls().Should().BeEmpty();
    }

    [Fact]
    public async Task Post_ForAnIdThatNobodyCanHave_IsNotFound()
    {
        await using var scope = await Start();
        (await scope.Post("/api/v1/platform-accounts/No_One!/products", Good, scope.AddKey(Role.Operator)))
            .StatusCode.Should()
            .Be(HttpStatusCode.NotFound);
        _grain.ReceivedCalls().Should().BeEmpty();
    }

    [Fact]
    public async Task Post_ForAPlatformThatTakesNone_IsAConflict()
    {
        await using var scope = await Start();
        Answer(new Problem("product-not-writable", 409, "Not here."));
        (await scope.Post(Path, Good, scope.AddKey(Role.Operator))).StatusCode.Should().Be(HttpStatusCode.Conflict);
    }

    private void Answer(Outcome<ProductCreationResource> outcome) =>
        _grain.Create(Arg.Any<byte[]>(), Arg.Any<WriteContext>(), Arg.Any<CancellationToken>()).Returns(outcome);

    private async Task<GatewayScope> Start()
    {
        var scope = await GatewayScope.Start();
        scope.Grains.GetGrain<IProductCreationGrain>(Arg.Any<string>()).Returns(_grain);
        return scope;
    }
}
