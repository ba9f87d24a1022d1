namespace Integration.Rates;

/// <summary>A pause of one of a platform's calls.</summary>
/// <param name="Until">Its end.</param>
/// <param name="Since">When it was asked for: what is left is never longer than it was then, wherever the clock was set to since.</param>
[GenerateSerializer, Immutable, Alias("integration.CallPause")]
internal sealed record CallPause([property: Id(0)] DateTimeOffset Until, [property: Id(1)] DateTimeOffset Since)
{
    /// <summary>What is left of it, above zero while it lasts.</summary>
    public TimeSpan Left(DateTimeOffset now) => Until - now < Until - Since ? Until - now : Until - Since;
}
