using Integration.Catalogue;

namespace Integration.Pipeline;

/// <summary>What the calls to one platform go by, for what paces them.</summary>
/// <param name="Platform">The platform's name.</param>
/// <param name="Rates">The rates that it publishes; empty where it publishes none.</param>
/// <param name="Options">As configured.</param>
public sealed record PlatformPipeline(string Platform, RateRule[] Rates, PipelineOptions Options);
