namespace Integration.Resources;

/// <summary>What every configured resource shows.</summary>
public interface IResource
{
    /// <summary>Its id.</summary>
    string Id { get; }

    /// <summary>Raised by each change; the value of <c>If-Match</c>.</summary>
    long Version { get; }

    /// <summary>When it was made, UTC.</summary>
    DateTimeOffset CreatedAt { get; }
}
