namespace Integration.Sync;

/// <summary>How many of a shop's tasks that have ended have failed.</summary>
/// <param name="Shop">The shop.</param>
/// <param name="Failed">Those that have failed.</param>
/// <param name="All">All of them.</param>
public sealed record ShopShare(string Shop, long Failed, long All);
