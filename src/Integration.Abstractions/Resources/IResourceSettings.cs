namespace Integration.Resources;

/// <summary>What the settings of every configured resource have.</summary>
public interface IResourceSettings
{
    /// <summary>Id chosen by people, immutable; made when left out.</summary>
    string? Id { get; }

    /// <summary>Whether it is in use.</summary>
    bool Enabled { get; }
}
