namespace Integration.Sync;

/// <summary>Pauses shops whose account needs a person.</summary>
internal interface IShopPauses
{
    /// <summary>Pauses a shop until somebody resumes it, or its account is changed.</summary>
    Task Pause(string shop, string reason, CancellationToken ct);
}
