using Integration.Platforms;

namespace Integration.Catalogue;

/// <summary>A rate that a platform publishes.</summary>
/// <param name="Call">The platform's name of the call, <c>*</c> for all calls together.</param>
/// <param name="Scope">What is counted together.</param>
/// <param name="Permits">Calls in a window, 1 or more.</param>
/// <param name="Window">The window's length.</param>
public sealed record RateRule(string Call, RateScope Scope, int Permits, TimeSpan Window);
