namespace Integration.Access;

/// <summary>A key of cookies as it lies in the database.</summary>
/// <param name="Id">Its name.</param>
/// <param name="Sealed">What only the holder of the cluster's shared key can open.</param>
public sealed record StoredProtectionKey(string Id, byte[] Sealed);
