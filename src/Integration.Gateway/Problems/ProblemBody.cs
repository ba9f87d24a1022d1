namespace Integration.Problems;

/// <summary>Problem details, RFC 9457.</summary>
/// <param name="Type">A path under <c>/problems/</c> where the kind is documented.</param>
/// <param name="Title">The same for every occurrence of the kind.</param>
/// <param name="Status">The HTTP status.</param>
/// <param name="Detail">What was wrong this time and how to mend it.</param>
/// <param name="Errors">Faults by field, all of them at once.</param>
/// <param name="TraceId">W3C trace id of the request.</param>
internal sealed record ProblemBody(
    string Type,
    string Title,
    int Status,
    string Detail,
    IReadOnlyDictionary<string, string[]>? Errors,
    string? TraceId
);
