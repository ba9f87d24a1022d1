namespace Integration.Accounts;

/// <summary>Whether an account's tokens may be exchanged now.</summary>
/// <param name="Until">Until when the lease was taken; null where it was not.</param>
/// <param name="HeldUntil">Until when somebody else has it at the longest; null where nobody has, or the account was changed.</param>
public sealed record RenewalLease(DateTimeOffset? Until, DateTimeOffset? HeldUntil)
{
    /// <summary>Whether it was taken.</summary>
    public bool IsTaken => Until is not null;
}
