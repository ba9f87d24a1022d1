namespace Integration.Platforms;

/// <summary>Waits for a condition; what never comes is a failure and not a run without an end.</summary>
internal static class Patience
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(60);

    /// <summary>Looks again and again.</summary>
    /// <param name="condition">Ends the waiting.</param>
    /// <param name="step">Between two looks.</param>
    /// <param name="meanwhile">Done after each look.</param>
    public static async Task Until(Func<bool> condition, TimeSpan? step = null, Action? meanwhile = null)
    {
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        enough.CancelAfter(Longest);
        while (!condition())
        {
            await Task.Delay(step ?? TimeSpan.FromMilliseconds(1), TimeProvider.System, enough.Token);
            meanwhile?.Invoke();
        }
    }
}
