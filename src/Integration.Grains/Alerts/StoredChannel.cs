using Integration.Notices;

namespace Integration.Alerts;

/// <summary>A channel that is configured over the API.</summary>
/// <param name="Version">Of its configuration.</param>
/// <param name="UpdatedAt">When it was last changed: one that is deleted and made anew begins again with the first version.</param>
/// <param name="Channel">As it is then.</param>
internal sealed record StoredChannel(long Version, DateTimeOffset UpdatedAt, ConfiguredChannel Channel);
