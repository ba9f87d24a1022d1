namespace Integration.Benchmarks.ShopSync;

/// <summary>Which schedules run, and how long they are watched.</summary>
/// <param name="Shops">Shops, each with an account of its own, orders and products.</param>
/// <param name="Every">Between two incremental runs of a kind, as the API takes it.</param>
/// <param name="WatchedFor">How long, once each shop was read for the first time.</param>
internal sealed record ScheduleLoad(int Shops, string Every, TimeSpan WatchedFor);
