using Integration.Sandbox.Platforms;

namespace Integration.Platforms;

/// <summary>
/// The connectors against platforms that were written from the same documents by somebody else: where both read a document
/// differently, it shows here.
/// </summary>
public sealed class ConnectorMeetingTests
{
    private const string MissingId = "7";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public static TheoryData<PlatformKind, string> Apps =>
        new()
        {
            { PlatformKind.Taobao, "affiliate" },
            { PlatformKind.Taobao, "cross_border" },
            { PlatformKind.Taobao, "seller" },
            { PlatformKind.Alibaba1688, "cross_border" },
            { PlatformKind.Alibaba1688, "seller" },
            { PlatformKind.Pinduoduo, "affiliate" },
            { PlatformKind.Pinduoduo, "seller" },
            { PlatformKind.AliExpress, "dropshipper" },
        };

    // Those that read by a token.
    public static TheoryData<PlatformKind, string> Shops =>
        new()
        {
            { PlatformKind.Taobao, "cross_border" },
            { PlatformKind.Taobao, "seller" },
            { PlatformKind.Alibaba1688, "cross_border" },
            { PlatformKind.Alibaba1688, "seller" },
            { PlatformKind.Pinduoduo, "seller" },
            { PlatformKind.AliExpress, "dropshipper" },
        };

    [Theory]
    [MemberData(nameof(Apps))]
    public async Task ConnectionTest_OfGoodCredentials_Succeeds(PlatformKind kind, string app)
    {
        await using var platform = await ConnectedPlatform.Start(kind, app);
        var report = await ((IConnectionTest)platform.Connector).TestConnection(platform.Account, Ct);
        report.Failure.Should().BeNull();
    }

    [Theory]
    [MemberData(nameof(Apps))]
    public async Task Product_ThatIsThere_IsRead(PlatformKind kind, string app)
    {
        await using var platform = await ConnectedPlatform.Start(kind, app);
        foreach (var expected in platform.Sandbox.Catalogue.Products)
        {
            var outcome = await platform.Ask($"{expected.Id}");
            outcome.Failure.Should().BeNull();
            outcome.Value!.Id.Should().Be($"{expected.Id}");
            var language = kind == PlatformKind.AliExpress ? "en" : "zh";
            outcome.Value.Titles.Should().Equal(new Products.LocalizedText(language, expected.TitleIn(language)));
            outcome.Value.Images.Should().NotBeEmpty();
        }
    }

    [Theory]
    [InlineData(PlatformKind.Taobao, "cross_border", "zh", "en")]
    [InlineData(PlatformKind.Taobao, "cross_border", "zh", "ru")]
    [InlineData(PlatformKind.Alibaba1688, "cross_border", "zh", "en")]
    [InlineData(PlatformKind.Alibaba1688, "cross_border", "zh", "ja")]
    [InlineData(PlatformKind.AliExpress, "dropshipper", "en", "fr")]
    public async Task Product_InTwoLanguages_HasBothTitlesAndItsVariants(
        PlatformKind kind,
        string app,
        string one,
        string other
    )
    {
        await using var platform = await ConnectedPlatform.Start(kind, app);
        var id = $"{platform.First.Id}";
        var first = (await platform.Ask(id, one)).Value!;
        var second = (await platform.Ask(id, other)).Value!;
        var merged = ProductLanguages.Merge(first, second);
        merged
            .Titles.Should()
            .Equal(
                new Products.LocalizedText(one, platform.First.TitleIn(one)),
                new(other, platform.First.TitleIn(other))
            );
        merged
            .Variants.Select(variant => variant.Id)
            .Should()
            .Equal(platform.First.Variants.Select(variant => $"{variant.Id}"));
        merged
            .Variants.Select(variant => variant.Stock.Sum(level => level.Quantity))
            .Should()
            .Equal(platform.First.Variants.Select(variant => variant.Stock));
    }

    [Theory]
    [InlineData(PlatformKind.Taobao, "seller", 20)]
    [InlineData(PlatformKind.Alibaba1688, "seller", 20)]
    [InlineData(PlatformKind.Pinduoduo, "seller", 20)]
    [InlineData(PlatformKind.Temu, "us", 20)]
    [InlineData(PlatformKind.AliExpress, "dropshipper", 20)]
    [InlineData(PlatformKind.Taobao, "seller", 200)]
    public async Task List_PagedToItsEnd_HasEachProductOnce(PlatformKind kind, string app, int size)
    {
        await using var platform = await ConnectedPlatform.Start(kind, app, products: 130);
        var found = await platform.Scan(size);
        found.Should().OnlyHaveUniqueItems();
        found.Should().BeEquivalentTo(platform.Sandbox.Catalogue.Products.Select(product => $"{product.Id}"));
    }

    [Theory]
    [InlineData(PlatformKind.Taobao, "seller")]
    [InlineData(PlatformKind.Alibaba1688, "seller")]
    [InlineData(PlatformKind.Pinduoduo, "seller")]
    [InlineData(PlatformKind.Temu, "us")]
    [InlineData(PlatformKind.AliExpress, "dropshipper")]
    public async Task List_WhosePagesAreCutSilently_HasEachProductOnce(PlatformKind kind, string app)
    {
        await using var platform = await ConnectedPlatform.Start(kind, app, products: 130, pagesCutTo: 15);
        var found = await platform.Scan(20);
        found.Should().OnlyHaveUniqueItems();
        found.Should().BeEquivalentTo(platform.Sandbox.Catalogue.Products.Select(product => $"{product.Id}"));
    }

    [Theory]
    [InlineData(PlatformKind.Taobao, "seller", 130)]
    [InlineData(PlatformKind.Taobao, "seller", 3)]
    [InlineData(PlatformKind.Alibaba1688, "seller", 130)]
    [InlineData(PlatformKind.Pinduoduo, "seller", 130)]
    [InlineData(PlatformKind.AliExpress, "dropshipper", 130)]
    [InlineData(PlatformKind.AliExpress, "dropshipper", 1)]
    public async Task List_OfAll_HasThoseOffTheShelfTooAndTellsWhichAndHowMany(PlatformKind kind, string app, int count)
    {
        await using var platform = await ConnectedPlatform.Start(kind, app, count, pagesCutTo: 15, offShelfEvery: 3);
        var products = platform.Sandbox.Catalogue.Products;
        var offSale = new List<string>();
        var found = await platform.Scan(
            20,
            page =>
            {
                page.Total.Should().Be(count);
                offSale.AddRange(
                    page.Items.Where(static one => one.Status == Products.ProductStatus.OffSale)
                        .Select(static one => one.Id)
                );
            },
            offSale: true
        );
        found.Should().OnlyHaveUniqueItems();
        found.Should().BeEquivalentTo(products.Select(static one => $"{one.Id}"));
        offSale
            .Should()
            .BeEquivalentTo(
                products.Where(static one => one.Status == ProductStatus.OffShelf).Select(static one => $"{one.Id}")
            );
    }

    [Theory]
    [InlineData(PlatformKind.Taobao, 0)]
    [InlineData(PlatformKind.Taobao, 49)]
    [InlineData(PlatformKind.Alibaba1688, 0)]
    [InlineData(PlatformKind.Alibaba1688, 49)]
    public async Task List_OfWhichOneIsEditedMeanwhile_LosesNoneOfTheOthers(PlatformKind kind, int edited)
    {
        await using var platform = await ConnectedPlatform.Start(kind, "seller", products: 50);
        var id = platform.Sandbox.Catalogue.Products[edited].Id;
        var pages = 0;
        var found = await platform.Scan(
            20,
            _ =>
            {
                if (pages++ == 0)
                {
                    platform.Sandbox.Catalogue.Change(id, product => product with { GivenTitle = "new" });
                }
            }
        );
        var others = platform.Sandbox.Catalogue.Products.Where(product => product.Id != id);
        found.Should().Contain(others.Select(product => $"{product.Id}"));
    }

    [Theory]
    [InlineData(PlatformKind.Taobao, "affiliate")]
    [InlineData(PlatformKind.Taobao, "cross_border")]
    [InlineData(PlatformKind.Alibaba1688, "cross_border")]
    [InlineData(PlatformKind.Alibaba1688, "seller")]
    [InlineData(PlatformKind.Pinduoduo, "affiliate")]
    [InlineData(PlatformKind.AliExpress, "dropshipper")]
    public async Task Product_ThatIsMissing_IsGone(PlatformKind kind, string app)
    {
        await using var platform = await ConnectedPlatform.Start(kind, app);
        var failure = (await platform.Ask(MissingId)).Failure!;
        (failure.Kind, failure.Reason).Should().Be((FailureKind.Permanent, FailureReason.Gone));
    }

    // The documents name no answer for it: it is a wrong argument, which no caller may take for "gone".
    [Theory]
    [InlineData(PlatformKind.Taobao)]
    [InlineData(PlatformKind.Pinduoduo)]
    public async Task Product_ThatIsMissingInTheOwnShop_IsAWrongArgument(PlatformKind kind)
    {
        await using var platform = await ConnectedPlatform.Start(kind, "seller");
        var failure = (await platform.Ask(MissingId)).Failure!;
        (failure.Kind, failure.Reason).Should().Be((FailureKind.Permanent, FailureReason.InvalidRequest));
    }

    [Theory]
    [MemberData(nameof(Apps))]
    public async Task Secret_ThatIsWrong_NeedsAPerson(PlatformKind kind, string app)
    {
        await using var platform = await ConnectedPlatform.Start(kind, app);
        var account = platform.Account with { AppSecret = "another-secret" };
        var failure = (await platform.Ask($"{platform.First.Id}", account: account)).Failure!;
        (failure.Reason, failure.NeedsAttention).Should().Be((FailureReason.BadCredentials, true));
        var report = await ((IConnectionTest)platform.Connector).TestConnection(account, Ct);
        report.Failure!.Reason.Should().Be(FailureReason.BadCredentials);
    }

    [Theory]
    [MemberData(nameof(Shops))]
    public async Task Token_ThatExpired_WorksAgainAfterARefresh(PlatformKind kind, string app)
    {
        await using var platform = await ConnectedPlatform.Start(kind, app);
        platform.Sandbox.ExpireTokens();
        var failure = (await platform.Ask($"{platform.First.Id}")).Failure!;
        (failure.Kind, failure.Reason).Should().Be((FailureKind.Unauthorised, FailureReason.TokenExpired));
        var grant = await ((ITokenRefresh)platform.Connector).RefreshToken(platform.Account, Ct);
        grant.Failure.Should().BeNull();
        var account = platform.Account with { AccessToken = grant.Value!.AccessToken };
        (await platform.Ask($"{platform.First.Id}", account: account)).Failure.Should().BeNull();
        grant.Value.RefreshToken.Should().NotBeNull();
        grant.Value.ExpiresAt.Should().NotBeNull();
    }

    [Theory]
    [MemberData(nameof(Shops))]
    public async Task Token_OfAnAuthorisationThatEnded_NeedsAPerson(PlatformKind kind, string app)
    {
        await using var platform = await ConnectedPlatform.Start(kind, app);
        platform.Sandbox.RevokeTokens();
        var failure = (await ((ITokenRefresh)platform.Connector).RefreshToken(platform.Account, Ct)).Failure!;
        (failure.Kind, failure.Reason).Should().Be((FailureKind.Unauthorised, FailureReason.AuthorisationLost));
    }

    [Theory]
    [MemberData(nameof(Apps))]
    public async Task Faults_OfAFifthOfTheCalls_AreTransient(PlatformKind kind, string app)
    {
        var faults = FaultPlan.Of(FaultKind.Transient, 0.2);
        await using var platform = await ConnectedPlatform.Start(kind, app, products: 60, faults);
        var failures = new List<PlatformFailure>();
        foreach (var product in platform.Sandbox.Catalogue.Products)
        {
            if ((await platform.Ask($"{product.Id}")).Failure is { } failure)
            {
                failures.Add(failure);
            }
        }

        failures.Count.Should().BeInRange(1, 40);
        failures.Should().OnlyContain(failure => failure.Kind == FailureKind.Transient);
    }
}
