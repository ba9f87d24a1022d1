using System.Text.RegularExpressions;
using Integration.Products;
using Microsoft.Extensions.Time.Testing;

namespace Integration.Platforms;

/// <summary>
/// A connector that calls a stand-in for its platform, and the bodies with which the stand-in answers, written from the platform's
/// documents.
/// </summary>
public abstract class ConnectorOnStandIn : IAsyncLifetime
{
    private static readonly TimeSpan OneSecond = TimeSpan.FromSeconds(1);
    protected const string Secret = "app-secret-1234";
    protected const string Token = "access-token-1234";
    protected const string OldRefresh = "refresh-token-1234";

    private protected StandIn Platform { get; private set; } = null!;

    protected FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 11, 24, 12, 0, 0, TimeSpan.Zero));

    protected IConnector Connector { get; private set; } = null!;

    protected virtual AccountCredentials Account =>
        new("account-1", "12345678", Secret) { AccessToken = Token, RefreshToken = OldRefresh };

    /// <summary>
    /// A good answer, in the documented shape, to the question by which the suite judges answers; its texts hold Chinese.
    /// </summary>
    protected abstract string GoodBody { get; }

    /// <summary>Asks that question.</summary>
    private protected abstract Task<PlatformResult<ReadAnswer>> Read(CancellationToken ct);

    /// <summary>A first page of two products of which there are three or more.</summary>
    protected abstract string ListBody { get; }

    /// <summary>The last page, with the last product.</summary>
    protected abstract string LastListBody { get; }

    /// <summary>A list that says that there is nothing.</summary>
    protected abstract string EmptyListBody { get; }

    /// <summary>The first page with a row that has no id.</summary>
    protected string UnreadableListBody =>
        Regex.Replace(ListBody, "(?<=i?id\":)\"2\"", "{}", RegexOptions.IgnoreCase, OneSecond);

    protected abstract string ThrottledBody { get; }

    protected abstract TimeSpan ThrottledWait { get; }

    protected abstract string ExpiredTokenBody { get; }

    protected abstract string NotAllowedBody { get; }

    /// <summary>A permanent error with these words.</summary>
    protected abstract string ErrorBody(string message);

    /// <summary>Whether the list is read from its last page to its first.</summary>
    protected virtual bool CountsDown => false;

    /// <summary>What the platform answers to the first query of the list.</summary>
    protected string[] FirstPage => CountsDown ? [ListBody, LastListBody] : [ListBody];

    /// <summary>What the platform answers to the second and last query of the list.</summary>
    protected string SecondPage => CountsDown ? ListBody : LastListBody;

    /// <summary>Signs by the documents, apart from the product's code.</summary>
    private protected abstract string SignatureOf(StandInRequest request);

    /// <summary>The field with the signature.</summary>
    protected virtual string SignatureField => "sign";

    /// <summary>What the platform's signatures make, and what was published or computed for it.</summary>
    protected abstract IEnumerable<(string Name, string Actual, string Expected)> Vectors { get; }

    /// <summary>What the platform answers during a connection test with good credentials.</summary>
    protected abstract string[] ConnectionTestBodies { get; }

    private protected abstract IConnector Create(StandIn platform, TimeProvider time);

    protected static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        Platform = await StandIn.Start();
        Connector = Create(Platform, Time);
    }

    public async ValueTask DisposeAsync()
    {
        await Platform.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    /// <summary>Asks the question and has it answered so.</summary>
    private protected Task<PlatformResult<ReadAnswer>> ReadWith(params StandInAnswer[] answers)
    {
        Platform.Answers(answers);
        return Read(Ct);
    }

    protected Task<PlatformResult<ProductPage>> List(
        ProductListQuery? query = null,
        AccountCredentials? account = null
    ) => ((IProductList)Connector).ListProducts(account ?? Account, query ?? new() { PageSize = 2 }, Ct);
}
