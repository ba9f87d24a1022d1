namespace Integration.Notices;

/// <summary>At most so many messages in any window of time.</summary>
/// <param name="Messages">How many; 1 or more.</param>
/// <param name="Window">The window; above zero.</param>
public sealed record NoticeRate(int Messages, TimeSpan Window);
