using Integration.Time;

namespace Integration.Platforms;

/// <summary>The answer: series of calls to platforms. Steps without calls have no point.</summary>
/// <param name="From">Begin of the first step.</param>
/// <param name="To">End.</param>
/// <param name="Step">One point's length.</param>
/// <param name="Series">By platform, and by account and call where asked for.</param>
internal sealed record PlatformMetrics(
    DateTimeOffset From,
    DateTimeOffset To,
    string Step,
    IReadOnlyList<PlatformSeries> Series
)
{
    /// <summary>The points of a query as series.</summary>
    public static PlatformMetrics Of(PlatformCallQuery query, IEnumerable<PlatformCallPoint> points) =>
        new(
            query.From,
            query.To,
            Durations.Format(query.Step),
            [
                .. points
                    .GroupBy(point => (point.Platform, point.Account, point.Endpoint))
                    .Select(group => new PlatformSeries(
                        group.Key.Platform,
                        group.Key.Account,
                        group.Key.Endpoint,
                        PlatformCallFigures.Sum([.. group.Select(point => point.Figures)]),
                        [.. group.Select(point => new PlatformStep(point.At, point.Figures))]
                    )),
            ]
        );
}
