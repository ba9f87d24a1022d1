using System.Net;
using System.Text.RegularExpressions;
using Integration.Cluster;
using Integration.Hubs;
using Microsoft.Playwright;

namespace Integration.Dashboard;

/// <summary>The dashboard of a cluster in a real browser: who comes in, at which gateway, and what is seen there.</summary>
[Collection(QuietCluster.Name)]
public sealed partial class DashboardTests(LocalCluster cluster)
{
    // Where a person who wants to look at the pages finds them; nothing is kept without it.
    private static readonly string? Pictures = (string?)Environment.GetEnvironmentVariables()["INTEGRATION_PICTURES"];

    [Fact]
    public async Task Dashboard_InABrowser_IsBehindTheSignInAndTheSessionHoldsAtEveryGateway()
    {
        await using var chromium = await Chromium.Start();
        await using var visitor = await chromium.NewVisitor();
        var page = await visitor.NewPageAsync();
        var complaints = new List<string>();
        page.Console += (_, message) => Note(complaints, message.Type is "error" or "warning", message.Text);
        page.PageError += (_, error) => Note(complaints, wanted: true, error);
        var outside = new List<string>();
        page.Request += (_, request) =>
            Note(outside, !request.Url.Contains("//127.0.0.1:", StringComparison.Ordinal), request.Url);

        await page.GotoAsync(At(1, "/dashboard/"));
        page.Url.Should().Be(At(1, "/dashboard/sign-in"));
        await Keep(page, "sign-in");

        await SignIn(page, await NewKey("viewer"));
        page.Url.Should().Be(At(1, "/dashboard/"));
        await Keep(page, "dashboard");
        await SeesTheCluster(page);
        await Keep(page, "dashboard");

        // The other gateway is another port of this host, and cookies do not tell ports apart.
        await page.GotoAsync(At(2, "/dashboard/"));
        page.Url.Should().Be(At(2, "/dashboard/"));
        await SeesTheCluster(page);
        await page.GotoAsync(At(2, "/dashboard/#/grains"));
        await page.GetByText("SweeperGrain").First.WaitForAsync();
        await Keep(page, "grains");
        (await page.GetByText("Log Stream").CountAsync()).Should().Be(0, "logs are not offered");

        await page.GetByText("Sign out").ClickAsync();
        await Keep(page, "signed-in");
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign out" }).ClickAsync();
        await page.WaitForURLAsync(At(2, "/dashboard/sign-in"));
        await page.GotoAsync(At(1, "/dashboard/"));
        page.Url.Should().Be(At(1, "/dashboard/sign-in"));

        complaints.Should().BeEmpty();
        outside.Should().BeEmpty("the pages need no internet");
    }

    [Fact]
    public async Task SignIn_WithAKeyThatMayNot_IsRefusedInTheBrowserAndInTheAudit()
    {
        await using var chromium = await Chromium.Start();
        await using var visitor = await chromium.NewVisitor();
        var page = await visitor.NewPageAsync();
        using var api = cluster.Api(1);
        await page.GotoAsync(At(2, "/dashboard/"));

        await SignIn(page, await NewKey("sender"));

        (await page.GetByRole(AriaRole.Alert).TextContentAsync()).Should().Contain("viewer");
        await Keep(page, "refused");
        (await visitor.CookiesAsync()).Select(cookie => cookie.Name).Should().NotContain("integration_dashboard");
        var last = (await api.Read("/api/v1/audit?target=dashboard"))["data"]![0]!;
        last["action"]!.ToString().Should().Be("dashboard.refuse");
        last["after"]!["reason"]!.ToString().Should().Be("role");
    }

    [Fact]
    public async Task Session_OfAKeyThatIsRevokedAtOneGateway_EndsAtTheOther()
    {
        await using var chromium = await Chromium.Start();
        await using var visitor = await chromium.NewVisitor();
        var page = await visitor.NewPageAsync();
        using var api = cluster.Api(1);
        var key = await NewKey("viewer");
        await page.GotoAsync(At(2, "/dashboard/"));
        await SignIn(page, key);
        await SeesTheCluster(page);

        (await api.Delete($"/api/v1/api-keys/{key.Split('_')[1]}")).Status.Should().Be(HttpStatusCode.NoContent);

        await Eventually.Holds(
            async () =>
            {
                await page.GotoAsync(At(2, "/dashboard/"));
                return page.Url == At(2, "/dashboard/sign-in");
            },
            "the session to end"
        );
    }

    private static async Task SignIn(IPage page, string key)
    {
        await page.GetByLabel("API key").FillAsync(key);
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
        await page.WaitForLoadStateAsync();
    }

    private static async Task SeesTheCluster(IPage page)
    {
        // Both silos, from whichever gateway. (The page's own policy forbids to wait with a script.)
        await Eventually.Holds(
            async () => ActiveSilos().IsMatch(await page.InnerTextAsync("body")),
            "the page to show both silos"
        );
    }

    private async Task<string> NewKey(string role)
    {
        using var api = cluster.Api(1);
        var made = await api.Create("/api/v1/api-keys", $$"""{"name":"{{cluster.NewId(role)}}","role":"{{role}}"}""");
        return made["key"]!.ToString();
    }

    private string At(int gateway, string path) => new Uri(cluster.UrlOf($"gateway-{gateway}"), path).ToString();

    private static void Note(List<string> notes, bool wanted, string text)
    {
        if (wanted)
        {
            notes.Add(text);
        }
    }

    private static async Task Keep(IPage page, string name)
    {
        if (Pictures is not null)
        {
            await page.ScreenshotAsync(new() { Path = Path.Combine(Pictures, name + ".png"), FullPage = true });
        }
    }

    [GeneratedRegex(@"ACTIVE SILOS\s+2|2\s+ACTIVE SILOS", RegexOptions.IgnoreCase, 1000)]
    private static partial Regex ActiveSilos();
}
