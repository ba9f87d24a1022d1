namespace Integration.Partitions;

/// <summary>A table partitioned by the day of its ids.</summary>
/// <param name="Name">The table's name.</param>
/// <param name="Retention">How long a day is kept after it has ended.</param>
public sealed record PartitionedTable(string Name, TimeSpan Retention);
