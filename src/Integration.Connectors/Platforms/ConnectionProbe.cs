namespace Integration.Platforms;

/// <summary>A connection test by asking for a product that cannot exist.</summary>
internal static class ConnectionProbe
{
    /// <summary>Asks; that the product is gone proves that the platform accepted all the rest.</summary>
    /// <param name="connector">Asks.</param>
    /// <param name="account">The account under test.</param>
    /// <param name="probeId">A well-formed id that no product has.</param>
    /// <param name="report">What success proves.</param>
    /// <param name="ct">Ends the call.</param>
    public static async Task<PlatformResult<ConnectionReport>> Run(
        IProductDetails connector,
        AccountCredentials account,
        string probeId,
        ConnectionReport report,
        CancellationToken ct
    )
    {
        var results = await connector.GetProducts(account, new(probeId), ct);
        var failure = results[0].Outcome.Failure;
        return failure is null or { Reason: FailureReason.Gone } ? report : failure;
    }
}
