using System.Text;
using Integration.Catalogue;

namespace Integration.Platforms;

/// <summary>
/// What every connector must do, whatever its platform. A platform's test class gives the bodies, written from the platform's
/// documents, and gets these tests.
/// </summary>
public abstract class ConnectorConformance : AnswerConformance
{
    private const string NewToken = "access-token-5678";

    [Fact]
    public void Signatures_OfAllVectors_AreReproduced()
    {
        var vectors = Vectors.ToArray();
        vectors.Should().NotBeEmpty();
        foreach (var (name, actual, expected) in vectors)
        {
            actual.Should().Be(expected, name);
        }
    }

    [Fact]
    public async Task Request_IsSignedOverWhatIsSent()
    {
        await AskWith(new StandInAnswer(ProductBody));
        var request = Platform.Requests.Should().ContainSingle().Which;
        request.Method.Should().Be("POST");
        request.Form[SignatureField].Should().Be(SignatureOf(request));
    }

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
    public async Task List_WithoutAToken_IsRefusedWithoutACall()
    {
        var failure = (await List(account: Account with { AccessToken = null })).Failure!;
        (failure.Kind, failure.Reason).Should().Be((FailureKind.Unauthorised, FailureReason.AuthorisationLost));
        Platform.Requests.Should().BeEmpty();
    }

    [Fact]
    public async Task List_PageByPage_EndsAtTheTotal()
    {
        Platform.Answers([.. FirstPage, SecondPage]);
        var first = (await List()).Value!;
        first.Items.Should().HaveCount(CountsDown ? 1 : 2);
        first.NextCursor.Should().NotBeNull();
        var last = (await List(new() { PageSize = 2, Cursor = first.NextCursor })).Value!;
        last.NextCursor.Should().BeNull();
        first.Items.Concat(last.Items).Select(item => item.Id).Should().OnlyHaveUniqueItems().And.HaveCount(3);
        last.Raw.Body.Should().Equal(Encoding.UTF8.GetBytes(SecondPage));
    }

    [Fact]
    public async Task List_ThatIsEmpty_IsAnEmptyPage()
    {
        Platform.Answers(EmptyListBody);
        var page = await List();
        page.Failure.Should().BeNull();
        page.Value!.Items.Should().BeEmpty();
        page.Value.NextCursor.Should().BeNull();
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1_000_000)]
    public async Task List_WithAPageSizeOutOfItsLimits_IsRefused(int size)
    {
        (await List(new() { PageSize = size })).Failure!.Reason.Should().Be(FailureReason.InvalidRequest);
        Platform.Requests.Should().BeEmpty();
    }

    [Theory]
    [InlineData("")]
    [InlineData("0")]
    [InlineData("-1")]
    [InlineData("page two")]
    public async Task List_WithACursorThatWasNeverGiven_IsRefused(string cursor)
    {
        (await List(new() { Cursor = cursor })).Failure!.Reason.Should().Be(FailureReason.InvalidRequest);
        Platform.Requests.Should().BeEmpty();
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
    public async Task List_WithARowThatCannotBeRead_IsAFailure()
    {
        UnreadableListBody.Should().NotBe(LastListBody);
        Platform.Answers(UnreadableListBody);
        (await List()).Failure!.Reason.Should().Be(FailureReason.InvalidAnswer);
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
    public async Task ConnectionTest_OfGoodCredentials_Succeeds()
    {
        Platform.Answers([.. ConnectionTestBodies.Select(static body => new StandInAnswer(body))]);
        var report = await ((IConnectionTest)Connector).TestConnection(Account, Ct);
        report.Failure.Should().BeNull();
        report.Value!.Call.Should().NotBeNullOrEmpty();
    }

    [Fact]
    public async Task ConnectionTest_OfBadCredentials_TellsWhy()
    {
        Platform.Answers(NotAllowedBody);
        var report = await ((IConnectionTest)Connector).TestConnection(Account, Ct);
        report.Failure!.Reason.Should().Be(FailureReason.NotAllowed);
    }

    [Fact]
    public void Credentials_AsText_ShowNoSecret() =>
        Account.ToString().Should().NotContain(Secret).And.NotContain(Token).And.NotContain(OldRefresh);

    [Fact]
    public void Declaration_IsUsable()
    {
        var declaration = Connector.Declaration;
        TimeZoneInfo.FindSystemTimeZoneById(declaration.TimeZoneId).Should().NotBeNull();
        declaration.BaseUrls.Should().NotBeEmpty();
        declaration.AppKinds.Select(kind => kind.Name).Should().OnlyHaveUniqueItems();
        declaration.AppKinds.Should().OnlyContain(kind => kind.MaxIdsPerCall >= 1);
        declaration.Errors.Should().NotBeEmpty();
        declaration.Errors.Select(rule => (rule.Code, rule.SubCode)).Should().OnlyHaveUniqueItems();
        ConnectorCapabilities.Of(Connector).Should().Contain(ConnectorCapability.ProductDetails);
    }
}
