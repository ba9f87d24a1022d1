namespace Integration.Benchmarks.Growth;

/// <summary>What is filled into a database.</summary>
/// <param name="Events">How many delivered events.</param>
/// <param name="Days">Over how many days, which end the day before yesterday.</param>
internal sealed record FillOptions(int Events, int Days)
{
    /// <summary>Subscribers, by turns.</summary>
    public const int Subscribers = 20;

    /// <summary>Of so many deliveries one has failed, after four attempts.</summary>
    public const int FailedOf = 10_000;

    /// <summary>Of so many events there is one entry of the audit.</summary>
    public const int AuditOf = 1_000;

    /// <summary>Id of a subscriber.</summary>
    public static string Subscriber(int number) =>
        string.Create(System.Globalization.CultureInfo.InvariantCulture, $"fill-{number:D2}");
}
