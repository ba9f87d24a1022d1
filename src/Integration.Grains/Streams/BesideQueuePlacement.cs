namespace Integration.Streams;

/// <summary>The strategy of <see cref="BesideQueueAttribute"/>.</summary>
[GenerateSerializer, Immutable, Alias("integration.BesideQueuePlacement")]
internal sealed class BesideQueuePlacement : PlacementStrategy;
