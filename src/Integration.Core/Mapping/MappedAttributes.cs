namespace Integration.Mapping;

/// <summary>The attributes that a mapping found.</summary>
/// <param name="Type">A valid type, <see cref="EventTypes.Unmapped"/> where none was found.</param>
/// <param name="Id">The sender's event id.</param>
/// <param name="Subject">The entity.</param>
/// <param name="Time">When it happened, UTC.</param>
/// <param name="Version">The entity's version.</param>
public sealed record MappedAttributes(string Type, string? Id, string? Subject, DateTimeOffset? Time, string? Version);
