using System.Globalization;
using System.Text.RegularExpressions;
using Integration.Calls;
using Integration.Orders;

namespace Integration.Platforms;

/// <summary>What is common to asking for one order.</summary>
internal static partial class OrderAsking
{
    /// <summary>Whether it is a number as platforms with numbers of 64 bits give them.</summary>
    public static bool IsDigits(string number) =>
        Digits().IsMatch(number) && long.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out _);

    /// <summary>Asks for an order and takes no other one for it.</summary>
    /// <param name="account">Without a token there is no call.</param>
    /// <param name="number">Its number; one that cannot be any is refused without a call.</param>
    /// <param name="isNumber">Whether a text can be a number of the platform.</param>
    /// <param name="ask">Makes the call.</param>
    /// <param name="read">The order in a good answer; null where there is none.</param>
    public static async Task<PlatformResult<Order>> Ask(
        AccountCredentials account,
        string number,
        Func<string, bool> isNumber,
        Func<Task<PlatformResult<PlatformReply>>> ask,
        Func<PlatformReply, Order?> read
    )
    {
        if (!isNumber(number))
        {
            return Failures.InvalidRequest($"'{Failures.Short(number, 80)}' cannot be the number of an order here.");
        }

        if (account.AccessToken is null)
        {
            return Failures.NoToken();
        }

        var reply = await ask();
        if (!reply.Succeeded)
        {
            return reply.Failure;
        }

        var order = read(reply.Value);
        return order?.Number == number ? order : Failures.UnknownShape(reply.Value, "the order that was asked for");
    }

    [GeneratedRegex("^[1-9][0-9]{0,18}\\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Digits();
}
