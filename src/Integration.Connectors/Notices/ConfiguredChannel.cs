using Integration.Alerts;

namespace Integration.Notices;

/// <summary>A channel with what it is configured to get.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Channel">The channel.</param>
/// <param name="MinSeverity">It gets notices of this severity and above.</param>
public sealed record ConfiguredChannel(string Name, INoticeChannel Channel, AlertSeverity MinSeverity);
