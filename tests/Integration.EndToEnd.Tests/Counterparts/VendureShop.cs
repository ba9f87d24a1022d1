using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using Integration.Hubs;
using Integration.Operations;

namespace Integration.Counterparts;

/// <summary>
/// A real Vendure with its own PostgreSQL, installed once into a folder under the system's temporary folder. What was sold there in runs
/// before stays sold.
/// </summary>
internal sealed class VendureShop : IAsyncDisposable
{
    private static readonly string s_folder = Path.Combine(Path.GetTempPath(), "integration-vendure-3.7.3");

    private VendureShop(JsonNode told)
    {
        Url = new Uri(told["url"]!.ToString());
        (User, Password, Secret) = ($"{told["user"]}", $"{told["password"]}", $"{told["secret"]}");
    }

    /// <summary>Its address, without a path.</summary>
    public Uri Url { get; }

    /// <summary>Its GraphQL for those who run it.</summary>
    public Uri AdminUrl => new(Url, "/admin-api");

    public string User { get; }

    public string Password { get; }

    /// <summary>What it signs its webhooks with.</summary>
    public string Secret { get; }

    /// <summary>Why it cannot run here; null where it can.</summary>
    public static string? Missing =>
        !LongRun.Wanted ? "A real shop: ./test.sh --long."
        : !NpmPackages.HasNode ? "node and npm are not installed here."
        : Environment.UserName != "root" ? "Its PostgreSQL is started by root."
        : null;

    /// <summary>Installs it where it is not yet, and starts it.</summary>
    /// <param name="webhooks">Where its webhooks go.</param>
    public static async Task<VendureShop> Start(Uri webhooks)
    {
        var output = await Run("start", s_folder, $"{FreePorts()}", webhooks.ToString());
        return new VendureShop(JsonNode.Parse(output)!);
    }

    /// <summary>Changes it for a while, about <paramref name="rate"/> things a second; over when that is done.</summary>
    public static Task Mutate(int seconds, int rate, int seed) =>
        Run(
            "mutate",
            s_folder,
            "--seconds",
            $"{seconds}",
            "--rate",
            $"{rate}",
            "--seed",
            $"{seed}",
            "--ledger",
            Path.Combine(s_folder, "ledger.jsonl")
        );

    public async ValueTask DisposeAsync() => await Run("stop", s_folder);

    private static async Task<string> Run(params string[] arguments)
    {
        var script = Path.Combine(Repository.Folder, "tests", "Counterparts", "Vendure", "vendure.sh");
        // To files: the shop that the script leaves running would hold a pipe open.
        var output = Path.GetTempFileName();
        try
        {
            using var bash = Process.Start(
                new ProcessStartInfo(
                    "bash",
                    [
                        "-c",
                        "out=$1; shift; exec \"$@\" >\"$out\" 2>\"$out.err\" </dev/null",
                        "bash",
                        output,
                        script,
                        .. arguments,
                    ]
                )
                {
                    UseShellExecute = false,
                }
            )!;
            await bash.WaitForExitAsync(CancellationToken.None);
            bash.ExitCode.Should().Be(0, $"{arguments[0]}: {await File.ReadAllTextAsync($"{output}.err")}");
            return await File.ReadAllTextAsync(output);
        }
        finally
        {
            File.Delete(output);
            File.Delete($"{output}.err");
        }
    }

    // Two that follow each other: the shop's and its database's.
    private static int FreePorts()
    {
        while (true)
        {
            using var first = new TcpListener(IPAddress.Loopback, 0);
            first.Start();
            var port = ((IPEndPoint)first.LocalEndpoint).Port;
            if (port >= IPEndPoint.MaxPort)
            {
                continue;
            }

            using var second = new TcpListener(IPAddress.Loopback, port + 1);
            try
            {
                second.Start();
                return port;
            }
            catch (SocketException)
            {
                // Taken: another pair.
            }
        }
    }
}
