namespace Integration.Benchmarks.Baseline;

/// <summary>What an attempt came to; status 0 where there was no answer.</summary>
internal sealed record RelayOutcome(Guid DeliveryId, DateTime Started, DateTime Finished, int HttpStatus);
