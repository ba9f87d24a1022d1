namespace Integration.Sandbox.Platforms.Orders;

/// <summary>Body of <c>POST /control/orders/shake</c>.</summary>
internal sealed record OrderShake
{
    /// <summary>How many things happen, 1 to 100,000.</summary>
    /// <exception cref="ArgumentException">It is out of range.</exception>
    public required int Changes
    {
        get;
        init =>
            field = value is >= 1 and <= 100_000
                ? value
                : throw new ArgumentException("changes: 1 to 100000.", nameof(value));
    }
}
