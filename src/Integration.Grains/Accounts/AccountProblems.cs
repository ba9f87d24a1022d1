using Integration.Problems;

namespace Integration.Accounts;

/// <summary>The problems of accounts that no other resource has.</summary>
internal static class AccountProblems
{
    public static Problem CannotTest(string platform) =>
        new("no-connection-test", 409, $"The connector of '{platform}' has no connection test; make a call instead.");
}
