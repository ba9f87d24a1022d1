namespace Integration.Telemetry;

/// <summary>A span as a collector gets it.</summary>
/// <param name="Role">The role of the process that it is of.</param>
/// <param name="Source">The library that made it.</param>
/// <param name="Name">Its name.</param>
/// <param name="Kind">1 internal, 2 server, 3 client, 4 producer, 5 consumer.</param>
/// <param name="TraceId">The trace, in hexadecimal.</param>
/// <param name="Id">Its own id.</param>
/// <param name="ParentId">The span that it came of; empty at the root.</param>
internal sealed record TraceSpan(
    string Role,
    string Source,
    string Name,
    ulong Kind,
    string TraceId,
    string Id,
    string ParentId
)
{
    /// <summary>The spans of an <c>ExportTraceServiceRequest</c>.</summary>
    public static IEnumerable<TraceSpan> In(ProtobufMessage export) =>
        from resource in export.Messages(1)
        let role = RoleOf(resource)
        from scope in resource.Messages(2)
        let source = scope.Messages(1).Select(library => library.Text(1)).FirstOrDefault() ?? ""
        from span in scope.Messages(2)
        select new TraceSpan(role, source, span.Text(5), span.Number(6), span.Hex(1), span.Hex(2), span.Hex(4));

    private static string RoleOf(ProtobufMessage resource) =>
        resource
            .Messages(1)
            .SelectMany(described => described.Messages(1))
            .Where(attribute => attribute.Text(1) == "integration.role")
            .Select(attribute => attribute.Messages(2).Single().Text(1))
            .SingleOrDefault()
        ?? "";
}
