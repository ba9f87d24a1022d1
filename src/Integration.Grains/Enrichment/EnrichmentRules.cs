using Integration.Orders;
using Integration.Platforms;
using Integration.Problems;

namespace Integration.Enrichment;

/// <summary>What follows from an answer, and what may be asked for. Pure.</summary>
internal static class EnrichmentRules
{
    private const double Jitter = 0.2;
    private const int MaxNumberLength = 256;

    // Of thousands of numbers the first faulty ones say enough.
    private const int MaxItemErrors = 20;

    // Long waits overflow when they are doubled too often.
    private const int MaxDoublings = 20;

    // A platform that said "too many" without a time.
    private static readonly TimeSpan ThrottledWait = TimeSpan.FromSeconds(1);

    /// <summary>A fault of ours: it must not repeat a task for ever, so it counts as a passing failure.</summary>
    public static PlatformFailure Broken { get; } =
        new(
            FailureKind.Transient,
            FailureReason.Platform,
            "A fault of ours prevented the answer from being read; it stands in the log."
        );

    /// <summary>An order that the database does not take.</summary>
    public static PlatformFailure NotStorable { get; } =
        new(
            FailureKind.Permanent,
            FailureReason.InvalidAnswer,
            "The order holds texts or numbers that cannot be stored."
        );

    /// <summary>Everything that is wrong with a request.</summary>
    public static Problem? Check(EnrichmentRequest request, EnrichmentOptions options)
    {
        var errors = new FieldErrors();
        errors.When(string.IsNullOrEmpty(request.Shop), "shop", "The id of the shop is needed.");
        var orders = request.Orders ?? [];
        errors.When(
            request.Orders is { Length: 0 },
            "orders",
            "Name at least one order, or leave it out for all that are on their way and lack packages."
        );
        errors.When(orders.Length > options.MaxOrdersPerRequest, "orders", $"At most {options.MaxOrdersPerRequest}.");
        foreach (var (place, _) in orders.Index().Where(static one => !IsNumber(one.Item)).Take(MaxItemErrors))
        {
            errors.Add($"orders[{place}]", $"1 to {MaxNumberLength} characters, none of them a control character.");
        }

        return errors.Problem;
    }

    /// <summary>What came of a task.</summary>
    /// <param name="task">The task.</param>
    /// <param name="answer">The platform's answer.</param>
    /// <param name="askedAt">When it was asked: the answer is not older.</param>
    /// <param name="now">The database clock's now.</param>
    /// <param name="options">The schedules.</param>
    /// <param name="random">For the jitter.</param>
    /// <param name="othersAnswered">Whether the platform has told another order of the shop just now.</param>
    public static EnrichmentOutcome After(
        ClaimedTask task,
        PlatformResult<Order> answer,
        DateTimeOffset askedAt,
        DateTimeOffset now,
        EnrichmentOptions options,
        Random random,
        bool othersAnswered = false
    )
    {
        var outcome = new EnrichmentOutcome(task.Number, task.Claim);
        return answer.Succeeded
            ? outcome with
            {
                Order = answer.Value,
                ReadAt = askedAt,
                RetryAt = IsWorthALook(answer.Value, task, options) ? LookAt(task, now, options, random) : null,
            }
            : Failed(outcome, answer.Failure, task, now, options, random, othersAnswered);
    }

    /// <summary>How long the whole shop is to be left in peace after a failure; null where others may fare better.</summary>
    /// <param name="failure">The failure.</param>
    /// <param name="options">The schedules.</param>
    /// <param name="othersAnswered">Whether the platform has told another order of the shop just now.</param>
    public static TimeSpan? Hold(PlatformFailure failure, EnrichmentOptions options, bool othersAnswered) =>
        IsOfOrder(failure, othersAnswered) ? null
        : IsOfShop(failure) ? options.RefusedWait
        : IsTooMany(failure) ? failure.RetryAfter ?? ThrottledWait
        : null;

    private static EnrichmentOutcome Failed(
        EnrichmentOutcome outcome,
        PlatformFailure failure,
        ClaimedTask task,
        DateTimeOffset now,
        EnrichmentOptions options,
        Random random,
        bool othersAnswered
    )
    {
        if (Hold(failure, options, othersAnswered) is { } hold)
        {
            var returned = outcome with { Failure = failure, IsReturned = true };
            // Later than the shop: where one order alone is refused, the others come first.
            return failure.Reason != FailureReason.NotAllowed ? returned with { RetryAt = now + Spread(hold, random) }
                // It may be the order's own, where no other is there to tell: each time later, and not for ever.
                : task.Refusals + 1 < options.MaxLooks
                    ? returned with
                    {
                        RetryAt =
                            now + Spread(Doubled(options.RefusedWait, options.LongestRetryWait, task.Refusals), random),
                    }
                : returned;
        }

        // The list shows it and this call does not yet: no failure, until it has been so for long.
        if (failure.Reason == FailureReason.Gone && task.Looks < options.MaxMissingLooks)
        {
            return outcome with { RetryAt = LookAt(task, now, options, random) };
        }

        if (failure.Kind != FailureKind.Transient && !IsOfOrder(failure, othersAnswered))
        {
            return outcome with { Failure = failure };
        }

        if (task.Retries >= options.MaxRetries)
        {
            var detail = $"Given up after {task.Retries} retries. {failure.Detail}";
            return outcome with { Failure = failure with { Detail = detail } };
        }

        var wait = Spread(Doubled(options.RetryWait, options.LongestRetryWait, task.Retries), random);
        // The platform's own time wins over our schedule: it knows its limits.
        return outcome with
        {
            Failure = failure,
            RetryAt = now + (failure.RetryAfter > wait ? failure.RetryAfter.Value : wait),
        };
    }

    private static bool IsWorthALook(Order order, ClaimedTask task, EnrichmentOptions options) =>
        order.Packages is { Length: > 0 } packages
            ? LacksPackages(order, packages) && (!task.HasPackage || task.Looks < options.MaxMissingLooks)
            : order.Status != OrderStatus.Cancelled && task.Looks + 1 < options.MaxLooks;

    // A line on its way that no package names, where packages name lines: its own comes later, as in an order that is sent in parts.
    private static bool LacksPackages(Order order, OrderPackage[] packages) =>
        packages.All(static package => package.LineIds.Length > 0)
        && order
            .Lines.Where(static line => line.Status is OrderStatus.Shipped or OrderStatus.Delivered)
            .Any(line => !packages.Any(package => package.LineIds.Contains(line.Id, StringComparer.Ordinal)));

    private static DateTimeOffset LookAt(
        ClaimedTask task,
        DateTimeOffset now,
        EnrichmentOptions options,
        Random random
    ) => now + Spread(Doubled(options.LookWait, options.LongestLookWait, task.Looks), random);

    // Credentials and permissions: no other order of the shop would fare better, and a person has to see to it.
    private static bool IsOfShop(PlatformFailure failure) =>
        failure.Kind == FailureKind.Unauthorised || failure.NeedsAttention;

    // The same credentials were answered for another order.
    private static bool IsOfOrder(PlatformFailure failure, bool othersAnswered) =>
        othersAnswered && failure is { Kind: FailureKind.Permanent, Reason: FailureReason.NotAllowed };

    private static bool IsTooMany(PlatformFailure failure) =>
        failure.Kind == FailureKind.Throttled || failure.IsHeldBack;

    private static TimeSpan Doubled(TimeSpan first, TimeSpan longest, int times)
    {
        var doubled = first * Math.Pow(2, Math.Min(times, MaxDoublings));
        return doubled < longest ? doubled : longest;
    }

    private static TimeSpan Spread(TimeSpan wait, Random random) => wait * (1 + (random.NextDouble() * Jitter));

    private static bool IsNumber(string? number) =>
        number is { Length: > 0 and <= MaxNumberLength } && !number.Any(char.IsControl);
}
