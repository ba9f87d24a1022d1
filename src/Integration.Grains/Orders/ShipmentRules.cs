using System.Text.Json;
using Integration.Json;
using Integration.Platforms;
using Integration.Problems;

namespace Integration.Orders;

/// <summary>What a shipment may be, and what follows from a failure to tell of it. Pure.</summary>
internal static class ShipmentRules
{
    private const int MaxCode = 64;

    // Of hundreds of lines the first faulty ones say enough.
    private const int MaxLineErrors = 20;
    private static readonly TimeSpan s_again = TimeSpan.FromSeconds(1);

    /// <summary>The shipment of an order of the copy, with what the platform needs of its lines; or every fault of the request.</summary>
    public static Outcome<Shipment> Of(ShipmentRequest request, OrderResource stored)
    {
        var errors = new FieldErrors();
        const string rule = "1 to 64 visible ASCII characters, none of them a space.";
        errors.When(!IsCode(request.Carrier), "carrier", rule);
        errors.When(!IsCode(request.TrackingNumber), "tracking_number", rule);
        var known = Lines(stored);
        var told = request.Lines ?? [];
        var lines = new List<ShipmentLine>();
        var faults = 0;
        for (var at = 0; at < told.Length && faults < MaxLineErrors; at++)
        {
            var earlier = told.AsSpan(0, at);
            if (Fault(told[at], earlier, known) is { } fault)
            {
                faults++;
                errors.Add($"lines[{at}]", fault);
                continue;
            }

            var line = known[told[at].Id!];
            lines.Add(
                new ShipmentLine(line.Id, told[at].Quantity ?? line.Quantity ?? 1)
                {
                    ProductId = line.ProductId,
                    VariantId = line.VariantId,
                }
            );
        }

        return errors.Problem is { } problem
            ? problem
            : new Shipment(stored.Number, request.Carrier, request.TrackingNumber)
            {
                Lines = [.. lines],
                Replaces = request.Replaces,
            };
    }

    /// <summary>Whether the platform may have taken it all the same: it was on its way, and no usable answer says that it was not.</summary>
    public static bool MayBeDone(PlatformFailure failure) =>
        !failure.IsHeldBack
        && (
            failure.Kind == FailureKind.Transient
            || failure.Reason
                is FailureReason.Network
                    or FailureReason.Timeout
                    or FailureReason.InvalidAnswer
                    or FailureReason.AnswerTooLarge
        );

    /// <summary>What a shipment is answered with that was refused, or was not told.</summary>
    public static Problem ProblemOf(PlatformFailure failure) =>
        failure switch
        {
            { Kind: FailureKind.Transient or FailureKind.Throttled } => NotSent(failure),
            { Reason: FailureReason.Unsupported } => Unsupported(failure.Detail),
            _ => new("shipment-refused", 409, failure.Code is { } code ? $"{failure.Detail} ({code})" : failure.Detail),
        };

    /// <summary>That nothing was told to the platform, for a passing reason.</summary>
    public static Problem NotSent(PlatformFailure failure) =>
        new("shipment-not-sent", 503, failure.Detail) { RetryAfter = failure.RetryAfter ?? s_again };

    /// <summary>That the platform takes no shipment, or none like this.</summary>
    public static Problem Unsupported(string detail) => new("shipment-unsupported", 409, detail);

    private static Dictionary<string, OrderLine> Lines(OrderResource stored)
    {
        var lines = stored.Order.Deserialize<Order>(WireJson.Options)?.Lines ?? [];
        return lines.DistinctBy(static line => line.Id).ToDictionary(static line => line.Id, StringComparer.Ordinal);
    }

    private static string? Fault(
        ShippedLine? line,
        ReadOnlySpan<ShippedLine> earlier,
        Dictionary<string, OrderLine> known
    )
    {
        if (line?.Id is not { } id || !known.TryGetValue(id, out var own))
        {
            return "The order has no line of this id here; see its lines, or sync it first.";
        }

        foreach (var one in earlier)
        {
            if (one?.Id == id)
            {
                return "The line stands in the list already.";
            }
        }

        return line.Quantity is < 1 || line.Quantity > own.Quantity ? $"1 to {own.Quantity} pieces of the line." : null;
    }

    private static bool IsCode(string? text) =>
        text is { Length: > 0 and <= MaxCode } && text.All(static c => c is > ' ' and <= '~');
}
