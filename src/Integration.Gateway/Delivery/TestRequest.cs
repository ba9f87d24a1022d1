namespace Integration.Delivery;

/// <summary>The body of <c>POST /api/v1/subscribers/{id}/test</c>.</summary>
public sealed record TestRequest
{
    /// <summary>The event's type.</summary>
    public required string Type { get; init; }
}
