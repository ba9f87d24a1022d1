using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Integration.Sandbox.Platforms.Orders;

namespace Integration.Sandbox.Platforms;

/// <summary>The control calls of a platform, for tests in another process and for people with curl. No key: it listens on loopback only.</summary>
internal sealed class ControlApi(SandboxPlatform platform)
{
    private const string ProductPath = "/products/";

    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        WriteIndented = true,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower), new DurationConverter() },
    };

    /// <summary>Answers a control call.</summary>
    public async Task Take(HttpContext http, string path)
    {
        try
        {
            var answer = await Answer(http.Request, $"{http.Request.Method} {path.TrimEnd('/')}", http.RequestAborted);
            if (answer is null)
            {
                http.Response.StatusCode = StatusCodes.Status404NotFound;
                return;
            }

            await Write(http, StatusCodes.Status200OK, answer);
        }
        catch (Exception wrong) when (wrong is JsonException or ArgumentException or InvalidOperationException)
        {
            await Write(http, StatusCodes.Status400BadRequest, new { fault = wrong.Message });
        }
    }

    private async Task<object?> Answer(HttpRequest request, string call, CancellationToken cancel)
    {
        switch (call)
        {
            case "GET ":
                return State();
            case "GET /counts":
                return platform.Counts;
            case "DELETE /counts":
                platform.ResetCounts();
                return platform.Counts;
            case "GET /orders":
                return platform.Orders.All;
            case "POST /orders/shake":
                platform.Orders.Shake((await Read<OrderShake>(request, cancel)).Changes);
                return State();
            case "GET /faults":
                return platform.Faults;
            case "PUT /faults":
                platform.Faults = await Read<FaultPlan>(request, cancel);
                return platform.Faults;
            case "POST /faults/next":
                var order = await Read<FaultOrder>(request, cancel);
                platform.FailNext(order.Fault, order.Count, order.Calls);
                return order;
            case "PUT /limit":
                platform.Limit = await Read<RateRule>(request, cancel);
                return platform.Limit;
            case "POST /limit/halve":
                platform.Limit = platform.Limit?.Halved();
                return State();
            case "DELETE /limit":
                platform.Limit = null;
                return State();
            default:
                return AnswerTokens(request, call) ?? await AnswerProducts(request, call, cancel);
        }
    }

    private object? AnswerTokens(HttpRequest request, string call)
    {
        switch (call)
        {
            case "POST /tokens/expire":
                platform.ExpireTokens();
                return new { expired = true };
            case "POST /tokens/revoke":
                platform.RevokeTokens();
                return new { revoked = true };
            case "POST /codes":
                var account =
                    platform.FindAccount(request.Query["app_key"])
                    ?? throw new InvalidOperationException("?app_key= names no application of this platform.");
                return new { code = platform.NewCode(account) };
            default:
                return null;
        }
    }

    private async Task<object?> AnswerProducts(HttpRequest request, string call, CancellationToken cancel)
    {
        if (string.Equals(call, "GET /products", StringComparison.Ordinal))
        {
            return platform.Catalogue.Products.Select(product => product.Id);
        }

        const string change = $"PATCH {ProductPath}";
        if (
            !call.StartsWith(change, StringComparison.Ordinal)
            || !long.TryParse(call.AsSpan(change.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var id)
        )
        {
            return null;
        }

        var wanted = await Read<ProductChange>(request, cancel);
        return platform.Catalogue.Change(id, wanted.Apply);
    }

    private object State() =>
        new
        {
            platform = platform.Kind,
            accounts = platform.Grants,
            limit = platform.Limit,
            faults = platform.Faults,
            counts = platform.Counts,
        };

    private static async Task<T> Read<T>(HttpRequest request, CancellationToken cancel) =>
        await JsonSerializer.DeserializeAsync<T>(request.Body, Options, cancel)
        ?? throw new JsonException("The body is null.");

    private static Task Write(HttpContext http, int status, object answer) =>
        ReplyWriter.Write(
            http,
            status,
            "application/json;charset=utf-8",
            JsonSerializer.SerializeToUtf8Bytes(answer, answer.GetType(), Options)
        );
}
