using Microsoft.Playwright;

namespace Integration.Dashboard;

/// <summary>The machine's own Chromium, driven by Playwright. None is downloaded: where there is none, the tests are skipped.</summary>
internal sealed class Chromium : IAsyncDisposable
{
    private static readonly string[] UsualPlaces =
    [
        "/usr/bin/chromium",
        "/usr/bin/chromium-browser",
        "/usr/bin/google-chrome",
        "/opt/google/chrome/chrome",
        "/snap/bin/chromium",
    ];

    private readonly IPlaywright _playwright;
    private readonly IBrowser _browser;

    private Chromium(IPlaywright playwright, IBrowser browser)
    {
        _playwright = playwright;
        _browser = browser;
    }

    /// <summary>Starts it, or skips the test.</summary>
    public static async Task<Chromium> Start()
    {
        var program =
            (string?)Environment.GetEnvironmentVariables()["CHROMIUM"] ?? UsualPlaces.FirstOrDefault(File.Exists);
        Assert.SkipWhen(program is null, "No Chromium: install it (Debian: apt-get install chromium) or set CHROMIUM.");
        var playwright = await Playwright.CreateAsync();
        var browser = await playwright.Chromium.LaunchAsync(
            new BrowserTypeLaunchOptions
            {
                ExecutablePath = program,
                // Chromium's sandbox refuses root, and containers often cannot give it; the pages are our own.
                Args = ["--no-sandbox", "--disable-dev-shm-usage"],
            }
        );
        return new Chromium(playwright, browser);
    }

    /// <summary>A browser of somebody who was never here.</summary>
    public Task<IBrowserContext> NewVisitor() =>
        _browser.NewContextAsync(
            new BrowserNewContextOptions
            {
                ViewportSize = new() { Width = 1280, Height = 900 },
            }
        );

    public async ValueTask DisposeAsync()
    {
        await _browser.DisposeAsync();
        _playwright.Dispose();
    }
}
