namespace Integration.Sandbox.Demo;

/// <summary>A page of a list of the hub.</summary>
/// <param name="Data">Its rows.</param>
/// <param name="NextCursor">For the next page; null on the last one.</param>
internal sealed record HubPage<T>(T[] Data, string? NextCursor);
