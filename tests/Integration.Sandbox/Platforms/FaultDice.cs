namespace Integration.Sandbox.Platforms;

/// <summary>
/// Decides which call meets which fault: by seed, the call's name and its number, so that the same calls meet the same faults
/// however they overlap.
/// </summary>
internal sealed class FaultDice(int seed)
{
    private const int MaxOrders = 1000;
    private readonly Lock _lock = new();
    private readonly List<Order> _orders = [];

    /// <summary>The next calls that fit the pattern meet this fault, before the plan is asked.</summary>
    /// <exception cref="InvalidOperationException">A thousand orders wait already.</exception>
    public void Next(FaultKind kind, int count, string? calls)
    {
        lock (_lock)
        {
            if (_orders.Count >= MaxOrders)
            {
                throw new InvalidOperationException($"{MaxOrders} ordered faults wait already.");
            }

            _orders.Add(new Order(kind, calls) { Left = count });
        }
    }

    /// <summary>The fault of this call; null: it goes well.</summary>
    public FaultKind? Pick(FaultPlan plan, string call, bool isTokenCall, long number)
    {
        lock (_lock)
        {
            var order = _orders.Find(one => FaultPlan.Means(one.Calls, call, isTokenCall));
            if (order is not null)
            {
                order.Left--;
                if (order.Left <= 0)
                {
                    _orders.Remove(order);
                }

                return order.Kind;
            }
        }

        if (plan.Shares.Count == 0 || !FaultPlan.Means(plan.Calls, call, isTokenCall))
        {
            return null;
        }

        var thrown = Seeds.Share(seed, Seeds.Of(call), number);
        foreach (var (kind, share) in plan.Shares.OrderBy(pair => pair.Key))
        {
            if (thrown < share)
            {
                return kind;
            }

            thrown -= share;
        }

        return null;
    }

    private sealed record Order(FaultKind Kind, string? Calls)
    {
        public int Left { get; set; }
    }
}
