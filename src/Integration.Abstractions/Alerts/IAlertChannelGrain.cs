using Integration.Resources;

namespace Integration.Alerts;

/// <summary>
/// One channel of notices that is configured over the API; the only writer of its configuration. Whoever sends reads the rows again every
/// few seconds. Key: the channel's id.
/// </summary>
[Alias("integration.IAlertChannelGrain")]
public interface IAlertChannelGrain : IConfiguredGrain<AlertChannelSettings, AlertChannelResource>;
