using Orleans.Placement;

namespace Integration.Streams;

/// <summary>Places a subscriber's grain on the silo that reads its stream, so that an item makes no hop more.</summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class BesideQueueAttribute() : PlacementAttribute(new BesideQueuePlacement());
