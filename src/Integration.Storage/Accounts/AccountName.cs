namespace Integration.Accounts;

/// <summary>An account and where it is.</summary>
/// <param name="Id">The account's id.</param>
/// <param name="Platform">Its platform.</param>
public readonly record struct AccountName(string Id, string Platform);
