namespace Integration.Sandbox.Platforms;

/// <summary>Codes of products in short links and share words: eleven letters and digits. The form is the sandbox's own.</summary>
public static class ShortCodes
{
    private const string Prefix = "Kl";
    private const string Digits = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";
    private const int Places = 9;

    /// <summary>The code of a product's id.</summary>
    public static string Of(long id)
    {
        var code = new char[Places];
        for (var place = Places - 1; place >= 0; place--)
        {
            code[place] = Digits[(int)(id % Digits.Length)];
            id /= Digits.Length;
        }

        return Prefix + new string(code);
    }

    /// <summary>The number behind a code; null where it is none of ours.</summary>
    public static long? NumberOf(string code)
    {
        if (
            code.Length != Prefix.Length + Places
            || !code.StartsWith(Prefix, StringComparison.Ordinal)
            || !code[Prefix.Length..].All(Digits.Contains)
        )
        {
            return null;
        }

        return code[Prefix.Length..].Aggregate(0L, (number, one) => (number * Digits.Length) + Digits.IndexOf(one));
    }
}
