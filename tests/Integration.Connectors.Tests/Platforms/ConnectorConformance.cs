using System.Text;
using Integration.Catalogue;
using Integration.Products;

namespace Integration.Platforms;

/// <summary>
/// What every connector must do that reads products by id and refreshes its token, beside what all must do. A platform's test class
/// gives the bodies, written from the platform's documents, and gets these tests.
/// </summary>
public abstract class ConnectorConformance : ListConformance
{
    private const string NewToken = "access-token-5678";

    protected override string GoodBody => ProductBody;

    protected override string[] ConnectionTestBodies => [GoneBody];

    /// <summary>The product in <see cref="ProductBody"/>.</summary>
    protected abstract string ProductId { get; }

    /// <summary>A detail answer in the documented shape; its texts hold Chinese.</summary>
    protected abstract string ProductBody { get; }

    /// <summary>The same with numbers as text and text as numbers, single objects for lists, wrappers left out.</summary>
    protected abstract string LooseProductBody { get; }

    /// <summary>The answer for a product that does not exist.</summary>
    protected abstract string GoneBody { get; }

    /// <summary>The answer to a refresh: a new token, no refresh token, 36,000 s.</summary>
    protected abstract string RefreshBody(string token);

    /// <summary>Answers to a refresh with a token that is not accepted any more.</summary>
    protected abstract string[] RefusedRefreshBodies { get; }

    [Fact]
    public async Task Product_InTheDocumentedShape_IsRead()
    {
        var outcome = await AskWith(new StandInAnswer(ProductBody));
        outcome.Failure.Should().BeNull();
        var product = outcome.Value!;
        product.Platform.Should().Be(Connector.Declaration.Platform);
        product.Id.Should().Be(ProductId);
        product.Titles.Should().NotBeEmpty();
        product.Images.Should().NotBeEmpty().And.OnlyContain(image => image.Url.StartsWith("https://"));
        product.Variants.Should().NotBeEmpty();
        product
            .Variants.SelectMany(variant => variant.Prices)
            .Should()
            .NotBeEmpty()
            .And.OnlyContain(price => price.Value.Amount > 0 && price.Value.Currency.Length == 3);
        product.Raw.Should().ContainSingle().Which.Body.Should().Equal(Encoding.UTF8.GetBytes(ProductBody));
    }

    [Fact]
    public async Task Product_InALooserShape_IsTheSame()
    {
        var strict = await AskWith(new StandInAnswer(ProductBody));
        var loose = await AskWith(new StandInAnswer(LooseProductBody));
        loose.Failure.Should().BeNull();
        loose.Value.Should().BeEquivalentTo(strict.Value, options => options.Excluding(product => product!.Raw));
    }

    [Fact]
    public async Task Product_WithAnyOneValueOfAnotherType_NeverThrows()
    {
        var bodies = JsonMutations.Of(ProductBody).ToArray();
        bodies.Should().HaveCountGreaterThan(100);
        foreach (var body in bodies)
        {
            var outcome = await AskWith(new StandInAnswer(body));
            (outcome.Value is null).Should().Be(outcome.Failure is not null, body);
        }
    }

    [Fact]
    public async Task Product_AskedForTwiceInOneQuery_IsAskedForOnce()
    {
        Platform.Answers(ProductBody);
        (await Ask(query: new(ProductId, ProductId))).Failure.Should().BeNull();
        Platform.Requests.Should().ContainSingle();
    }

    [Fact]
    public async Task Product_ThatDoesNotExist_IsGone()
    {
        var failure = (await AskWith(new StandInAnswer(GoneBody))).Failure!;
        (failure.Kind, failure.Reason).Should().Be((FailureKind.Permanent, FailureReason.Gone));
        failure.Detail.Should().NotBeNullOrWhiteSpace();
    }

    [Fact]
    public async Task Product_WithoutPermission_IsNotGone()
    {
        var failure = (await AskWith(new StandInAnswer(NotAllowedBody))).Failure!;
        (failure.Kind, failure.Reason).Should().Be((FailureKind.Permanent, FailureReason.NotAllowed));
        failure.NeedsAttention.Should().BeTrue();
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("1; drop")]
    [InlineData("../1")]
    [InlineData("一")]
    public async Task Product_WithAMalformedId_IsRefusedWithoutACall(string id)
    {
        var failure = (await Ask(id)).Failure!;
        (failure.Kind, failure.Reason).Should().Be((FailureKind.Permanent, FailureReason.InvalidRequest));
        Platform.Requests.Should().BeEmpty();
    }

    [Fact]
    public async Task Products_MoreThanABatch_AreRefusedWithoutACall()
    {
        var limit = Connector.Declaration.KindOf(Account)!.MaxIdsPerCall;
        var ids = Enumerable.Range(1000, limit + 1).Select(id => $"{id}").ToArray();
        var results = await ((IProductDetails)Connector).GetProducts(Account, new(ids), Ct);
        results.Select(result => result.Id).Should().Equal(ids);
        results.Should().OnlyContain(result => result.Outcome.Failure!.Reason == FailureReason.InvalidRequest);
        Platform.Requests.Should().BeEmpty();
    }

    [Fact]
    public async Task Account_OfAnUnknownKind_IsRefusedWithTheKnownOnes()
    {
        var account = Account with { AppKind = "nothing" };
        var results = await ((IProductDetails)Connector).GetProducts(account, new(ProductId), Ct);
        var failure = results.Should().ContainSingle().Which.Outcome.Failure!;
        failure.Reason.Should().Be(FailureReason.InvalidRequest);
        failure.Detail.Should().Contain(Connector.Declaration.AppKinds[0].Name);
    }

    [Fact]
    public async Task Token_ThatExpiresInTheMiddleOfAList_IsRefreshedAndTheListGoesOn()
    {
        Platform.Answers([.. FirstPage, ExpiredTokenBody, RefreshBody(NewToken), SecondPage]);
        var first = (await List()).Value!;
        var next = new ProductListQuery { PageSize = 2, Cursor = first.NextCursor };
        var failure = (await List(next)).Failure!;
        (failure.Kind, failure.Reason).Should().Be((FailureKind.Unauthorised, FailureReason.TokenExpired));
        var grant = (await ((ITokenRefresh)Connector).RefreshToken(Account, Ct)).Value!;
        grant.AccessToken.Should().Be(NewToken);
        grant.RefreshToken.Should().Be(OldRefresh, "an answer without one means that the old one stays");
        grant.ExpiresAt.Should().Be(Time.GetUtcNow().AddHours(10));
        grant.ToString().Should().NotContain(NewToken).And.NotContain(OldRefresh);
        (await List(next, Account with { AccessToken = grant.AccessToken })).Failure.Should().BeNull();
        var requests = Platform.Requests.Skip(FirstPage.Length).ToArray();
        requests[0].Form.Values.Should().Contain(Token);
        requests[1].Form.Values.Should().Contain(OldRefresh).And.NotContain(Token);
        requests[2].Form.Values.Should().Contain(NewToken);
    }

    [Fact]
    public async Task Refresh_ThatIsRefused_NeedsAPerson()
    {
        var status = new StandInAnswer("no") { Status = 401 };
        foreach (var answer in RefusedRefreshBodies.Select(static body => new StandInAnswer(body)).Append(status))
        {
            Platform.Answers(answer);
            var failure = (await ((ITokenRefresh)Connector).RefreshToken(Account, Ct)).Failure!;
            (failure.Kind, failure.Reason).Should().Be((FailureKind.Unauthorised, FailureReason.AuthorisationLost));
        }
    }

    [Fact]
    public async Task Token_WithoutARefreshToken_IsRefusedWithoutACall()
    {
        var account = Account with { RefreshToken = null };
        var failure = (await ((ITokenRefresh)Connector).RefreshToken(account, Ct)).Failure!;
        (failure.Kind, failure.Reason).Should().Be((FailureKind.Unauthorised, FailureReason.AuthorisationLost));
        Platform.Requests.Should().BeEmpty();
    }

    [Fact]
    public void Capabilities_OfTheConnector_HoldProductDetails() =>
        ConnectorCapabilities.Of(Connector).Should().Contain(ConnectorCapability.ProductDetails);

    protected async Task<PlatformResult<Product>> Ask(string? id = null, ProductQuery? query = null)
    {
        query ??= new(id ?? ProductId);
        var results = await ((IProductDetails)Connector).GetProducts(Account, query, Ct);
        return results.Should().ContainSingle().Which.Outcome;
    }

    private protected Task<PlatformResult<Product>> AskWith(params StandInAnswer[] answers)
    {
        Platform.Answers(answers);
        return Ask();
    }

    private protected override async Task<PlatformResult<ReadAnswer>> Read(CancellationToken ct)
    {
        var results = await ((IProductDetails)Connector).GetProducts(Account, new(ProductId), ct);
        var outcome = results.Should().ContainSingle().Which.Outcome;
        return outcome.Succeeded
            ? new ReadAnswer(
                string.Join('\n', outcome.Value.Titles.Select(title => title.Text)),
                outcome.Value.Raw.Single()
            )
            : outcome.Failure;
    }
}
