namespace Integration.Sync;

/// <summary>An answer in the form of the old shop sync.</summary>
/// <typeparam name="T">What it tells.</typeparam>
/// <param name="Success">Always true; what goes wrong is a problem.</param>
/// <param name="Data">What was asked for.</param>
public sealed record OldAnswer<T>(bool Success, T Data);
