namespace Integration.Partitions;

/// <summary>A table partitioned by the day of its ids.</summary>
/// <param name="Name">The table's name.</param>
/// <param name="FirstDay">The first day that is kept at an instant.</param>
internal sealed record PartitionedTable(string Name, Func<DateTimeOffset, DateOnly> FirstDay);
