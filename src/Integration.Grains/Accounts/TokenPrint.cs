using System.Security.Cryptography;
using System.Text;
using Integration.Platforms;

namespace Integration.Accounts;

/// <summary>
/// By what two processes agree on which access token they mean without either sending it: a token is long and random, so that
/// nothing leads back from its hash.
/// </summary>
internal static class TokenPrint
{
    /// <summary>The print of an account's access token; an account without one has a print too.</summary>
    public static byte[] Of(AccountCredentials account) =>
        SHA256.HashData(Encoding.UTF8.GetBytes($"{account.AccountId}\n{account.AccessToken}"));
}
