using System.Net;
using System.Text;
using Integration.Access;
using Integration.Problems;
using NSubstitute;

namespace Integration.Conflicts;

public sealed class ConflictEndpointsTests
{
    private const string Local = "/api/v1/shops/shop-1/products/1/local";
    private const string Policy = "/api/v1/shops/shop-1/conflict-policy";
    private const string Conflicts = "/api/v1/conflicts";
    private const string Decide = $"{Conflicts}/019abc00-0000-7000-8000-000000000001/decide";
    private readonly IProductEditGrain _edits = Substitute.For<IProductEditGrain>();
    private readonly IConflictPolicyGrain _policies = Substitute.For<IConflictPolicyGrain>();

    [Fact]
    public async Task Patch_OfAnOperator_ReachesTheProductsGrainWithItsConditions()
    {
        await using var scope = await Start();
        Answer(
            new ProductEditsResource
            {
                Shop = "shop-1",
                Product = "a/b",
                Version = 4,
                Edits = [],
            }
        );

        var answer = await Patch(scope, Local, """{"stock":7}""", Role.Operator, ifMatch: "\"3\"");

        answer.StatusCode.Should().Be(HttpStatusCode.OK);
        answer.Headers.ETag!.Tag.Should().Be("\"4\"");
        scope.Grains.Received().GetGrain<IProductEditGrain>("shop-1/1");
        var call = _edits.ReceivedCalls().Single().GetArguments();
        Encoding.UTF8.GetString((byte[])call[0]!).Should().Be("""{"stock":7}""");
        ((WriteContext)call[1]!).IfMatch.Should().Be(3);
    }

    [Theory]
    [InlineData(Role.Viewer)]
    [InlineData(Role.Sender)]
    public async Task Writes_OfALesserRole_AreForbidden(Role role)
    {
        await using var scope = await Start();
        (await Patch(scope, Local, """{"stock":7}""", role)).StatusCode.Should().Be(HttpStatusCode.Forbidden);
        (await scope.Post(Decide, """{"take":"local"}""", scope.AddKey(role)))
            .StatusCode.Should()
            .Be(HttpStatusCode.Forbidden);
        (await Put(scope, """{"policy":"by_hand"}""", role)).StatusCode.Should().Be(HttpStatusCode.Forbidden);
        _edits.ReceivedCalls().Should().BeEmpty();
        _policies.ReceivedCalls().Should().BeEmpty();
    }

    [Fact]
    public async Task Patch_ThatIsStale_AnswersSo()
    {
        await using var scope = await Start();
        Answer(new Problem("stale-version", 412, "It is at version 4."));
        (await Patch(scope, Local, """{"stock":7}""", Role.Operator, "\"3\""))
            .StatusCode.Should()
            .Be(HttpStatusCode.PreconditionFailed);
    }

    [Theory]
    [InlineData("abc", HttpStatusCode.BadRequest)]
    [InlineData("\"-1\"", HttpStatusCode.BadRequest)]
    public async Task Patch_WithAnUnreadableVersion_IsRefused(string ifMatch, HttpStatusCode status)
    {
        await using var scope = await Start();
        (await Patch(scope, Local, """{"stock":7}""", Role.Operator, ifMatch)).StatusCode.Should().Be(status);
    }

    [Fact]
    public async Task Patch_OfWhatCannotBe_IsNotFound()
    {
        await using var scope = await Start();
        string[] places = ["Not_A_Shop!/products/1", $"shop-1/products/{new string('x', 257)}"];
        foreach (var place in places)
        {
            (await Patch(scope, $"/api/v1/shops/{place}/local", """{"stock":7}""", Role.Operator))
                .StatusCode.Should()
                .Be(HttpStatusCode.NotFound);
        }

        _edits.ReceivedCalls().Should().BeEmpty();
    }

    [Theory]
    [InlineData("{}", "take")]
    [InlineData("""{"take":"mine"}""", "take")]
    [InlineData("""{"take":"value","value":7}""", "value")]
    [InlineData("""{"take":"value","value":{"stock":"7"}}""", "value.stock")]
    [InlineData("""{"take":"local","because":"x"}""", "because")]
    public async Task Decide_OfAFaultyBody_NamesTheField(string body, string field)
    {
        await using var scope = await Start();
        var answer = await scope.Post(Decide, body, scope.AddKey(Role.Operator));
        answer.StatusCode.Should().Be(HttpStatusCode.UnprocessableEntity);
        (await answer.Json()).GetProperty("errors").TryGetProperty(field, out _).Should().BeTrue();
    }

    [Theory]
    [InlineData("?state=undecided", "state")]
    [InlineData("?field=colour", "field")]
    [InlineData("?limit=0", "limit")]
    public async Task List_WithAFaultyFilter_NamesIt(string query, string name)
    {
        await using var scope = await Start();
        var answer = await scope.Get($"{Conflicts}{query}", scope.AddKey(Role.Viewer));
        answer.StatusCode.Should().Be(HttpStatusCode.BadRequest);
        (await answer.Json()).GetProperty("errors").TryGetProperty(name, out _).Should().BeTrue();
    }

    [Fact]
    public async Task List_WithAnUnknownFilterOrCursor_IsRefused()
    {
        await using var scope = await Start();
        var key = scope.AddKey(Role.Viewer);
        (await scope.Get($"{Conflicts}?stat=open", key)).StatusCode.Should().Be(HttpStatusCode.BadRequest);
        (await scope.Get($"{Conflicts}?cursor=x", key)).StatusCode.Should().Be(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task Find_OfWhatIsNoId_IsNotFound()
    {
        await using var scope = await Start();
        (await scope.Get($"{Conflicts}/x", scope.AddKey(Role.Viewer))).StatusCode.Should().Be(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Put_OfAPolicy_ReachesTheShopsGrain()
    {
        await using var scope = await Start();
        _policies
            .Set(Arg.Any<ConflictPolicy>(), Arg.Any<WriteContext>(), Arg.Any<CancellationToken>())
            .Returns(
                new ConflictPolicyResource
                {
                    Shop = "shop-1",
                    Policy = ConflictPolicyKind.FieldOwner,
                    Owners = new FieldOwners { Stock = FieldOwner.Local },
                    Version = 2,
                }
            );

        var answer = await Put(scope, """{"policy":"field_owner","owners":{"stock":"local"}}""", Role.Administrator);

        answer.StatusCode.Should().Be(HttpStatusCode.OK);
        (await answer.Json()).GetProperty("owners").GetProperty("stock").GetString().Should().Be("local");
        var asked = (ConflictPolicy)_policies.ReceivedCalls().Single().GetArguments()[0]!;
        asked.Owners!.Stock.Should().Be(FieldOwner.Local);
    }

    [Theory]
    [InlineData("{}", "policy")]
    [InlineData("""{"policy":"coin"}""", "policy")]
    [InlineData("""{"policy":"field_owner","owners":{"colour":"local"}}""", "owners.colour")]
    public async Task Put_OfAFaultyPolicy_NamesTheField(string body, string field)
    {
        await using var scope = await Start();
        var answer = await Put(scope, body, Role.Administrator);
        answer.StatusCode.Should().Be(HttpStatusCode.UnprocessableEntity);
        (await answer.Json()).GetProperty("errors").TryGetProperty(field, out _).Should().BeTrue();
    }

    private static Task<HttpResponseMessage> Patch(
        GatewayScope scope,
        string path,
        string body,
        Role role,
        string? ifMatch = null
    )
    {
        var request = new HttpRequestMessage(HttpMethod.Patch, path)
        {
            Content = new StringContent(body, Encoding.UTF8, "application/merge-patch+json"),
        };
        if (ifMatch is not null)
        {
            request.Headers.TryAddWithoutValidation("If-Match", ifMatch);
        }

        return scope.Send(request, scope.AddKey(role));
    }

    private static Task<HttpResponseMessage> Put(GatewayScope scope, string body, Role role) =>
        scope.Send(
            new HttpRequestMessage(HttpMethod.Put, Policy)
            {
                Content = new StringContent(body, Encoding.UTF8, "application/json"),
            },
            scope.AddKey(role)
        );

    private void Answer(Outcome<ProductEditsResource> outcome) =>
        _edits.Change(Arg.Any<byte[]>(), Arg.Any<WriteContext>(), Arg.Any<CancellationToken>()).Returns(outcome);

    private async Task<GatewayScope> Start()
    {
        var scope = await GatewayScope.Start();
        scope.Grains.GetGrain<IProductEditGrain>(Arg.Any<string>()).Returns(_edits);
        scope.Grains.GetGrain<IConflictPolicyGrain>(Arg.Any<string>()).Returns(_policies);
        return scope;
    }
}
