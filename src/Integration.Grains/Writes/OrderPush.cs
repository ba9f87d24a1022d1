using Integration.Access;
using Integration.Orders;
using Integration.Pipeline;
using Integration.Problems;

namespace Integration.Writes;

/// <summary>Places the orders of a request and answers with one result for each.</summary>
internal sealed class OrderPush(AccountWrites requests, PlatformWrites writes, OrderPushOptions options)
{
    private readonly AccountWrite<OrderDraft, OrderPushResult, OrderPushResource> _write = new()
    {
        Begun = "order.push",
        Ended = "order.pushed",
        Options = options,
        Read = body => OrderPushRules.Orders(body, options),
        Limit = static limits => limits.Orders,
        NotTaken = static (platform, account) =>
            AccountWriteRules.NotTaken("order-not-placeable", "Orders cannot be placed", platform, account),
        Asked = static orders => new OrdersAsked([.. orders.Select(static order => order.Number)]),
        Send = (account, order, ct) => Place(writes, account, order, ct),
        Lost = static (order, failure) => new(order.Number) { Failure = failure, MayExist = true },
        Answer = Answer,
    };

    /// <summary>Runs a request.</summary>
    /// <param name="id">The account.</param>
    /// <param name="body">An <see cref="OrderPushRequest"/> as JSON.</param>
    /// <param name="context">Who asks.</param>
    /// <param name="ct">Ends it before anything was sent, and nothing after that.</param>
    public Task<Outcome<OrderPushResource>> Run(string id, byte[] body, WriteContext context, CancellationToken ct) =>
        requests.Run(_write, id, body, context, ct);

    private static async Task<OrderPushResult> Place(
        PlatformWrites writes,
        PlatformAccount account,
        OrderDraft order,
        CancellationToken ct
    )
    {
        var outcome = await writes.PushOrder(account.Platform, account.Credentials, order, ct);
        return outcome.Succeeded
            ? new(order.Number)
            {
                PlatformNumbers = outcome.Value.Numbers,
                Existed = outcome.Value.Existed,
                Total = outcome.Value.Total,
                Freight = outcome.Value.Freight,
                NotPlaced = Array.ConvertAll(
                    outcome.Value.NotPlaced,
                    line => line with { Detail = Masked(order, line.Detail) }
                ),
            }
            : new(order.Number)
            {
                Failure = outcome.Failure with { Detail = Masked(order, outcome.Failure.Detail) },
                MayExist = WriteRules.MayBeDone(outcome.Failure),
            };
    }

    // Results are kept, and a platform may say whom it does not find.
    private static string Masked(OrderDraft order, string detail)
    {
        var to = order.Recipient;
        string?[] personal = [to.Street, to.Name, to.Mobile, to.Phone];
        return personal
            .OfType<string>()
            .Where(static one => one.Length > 1)
            .Aggregate(detail, static (text, one) => text.Replace(one, "***", StringComparison.OrdinalIgnoreCase));
    }

    private static OrderPushResource Answer(PlatformAccount account, OrderPushResult[] results)
    {
        var placed = results.Count(static one => one.Failure is null);
        return new()
        {
            Account = account.Credentials.AccountId,
            Platform = account.Platform,
            Placed = placed,
            Failed = results.Length - placed,
            Results = results,
        };
    }
}
