using Integration.Alerts;

namespace Integration.Notices;

/// <summary>One of several notices that were gathered into one: what is left of it.</summary>
/// <param name="Id">Its id; while the gathered one waits, none with this id is taken again.</param>
/// <param name="Title">Its title.</param>
/// <param name="Severity">How urgent it is.</param>
/// <param name="At">When it was made.</param>
public sealed record GatheredNotice(string Id, string Title, AlertSeverity Severity, DateTimeOffset At);
