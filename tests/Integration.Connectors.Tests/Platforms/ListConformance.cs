using System.Text;
using System.Text.Json.Nodes;

namespace Integration.Platforms;

/// <summary>
/// What every connector must do, whatever its platform and whatever else it can: sign, list the shop's products, prove its
/// credentials, declare what it is.
/// </summary>
public abstract class ListConformance : AnswerConformance
{
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
        await ReadWith(new StandInAnswer(GoodBody));
        var request = Platform.Requests.Should().ContainSingle().Which;
        request.Method.Should().Be("POST");
        request.Form[SignatureField].Should().Be(SignatureOf(request));
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
    public async Task List_WithARowThatCannotBeRead_KeepsTheOthers()
    {
        UnreadableListBody.Should().NotBe(ListBody);
        Platform.Answers(UnreadableListBody);
        var page = (await List(new() { PageSize = 2, Cursor = "1" })).Value!;
        page.Items.Select(item => item.Id).Should().ContainSingle().Which.Should().NotBe("2");
        var unread = page.Unread.Should().ContainSingle().Which;
        unread.Failure.Reason.Should().Be(FailureReason.InvalidAnswer);
        JsonNode.Parse(unread.Raw.Body).Should().NotBeNull("the row itself is kept");
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
    }
}
