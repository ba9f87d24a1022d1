namespace Integration.Alerts;

/// <summary>One alert of a notice.</summary>
/// <param name="Key">The alert's key (<see cref="AlertLabels.Key"/>), by which it is acknowledged.</param>
/// <param name="Kind">What became of it.</param>
/// <param name="Labels">What it is about.</param>
/// <param name="Value">The last value; null where no values come any more.</param>
/// <param name="Since">Since when it fires, flaps or has recovered.</param>
/// <param name="Repeats">Observations for which the condition held, since it became pending.</param>
/// <param name="NoData">It counts as recovered because no values came any more.</param>
public sealed record AlertNoticeLine(
    string Key,
    AlertNoticeKind Kind,
    IReadOnlyDictionary<string, string> Labels,
    double? Value,
    DateTimeOffset Since,
    long Repeats,
    bool NoData
);
