namespace Integration.Market;

/// <summary>Answers as Market's document shows them.</summary>
internal static class MarketBodies
{
    public const string Throttled =
        """{"ok":false,"error":{"code":"too_many","message":"slow down","wait":7,"request":"r1"}}""";

    public static TimeSpan ThrottledWait => TimeSpan.FromSeconds(7);

    public static string Error(string code, string message) =>
        $$$"""{"ok":false,"error":{"code":"{{{code}}}","message":"{{{message}}}"}}""";

    /// <summary>The answer of a call that writes.</summary>
    public static string Results(IEnumerable<string> results) =>
        $$$"""{"ok":true,"data":{"results":[{{{string.Join(',', results)}}}]}}""";
}
