using Integration.Time;
using Microsoft.Extensions.Logging;

namespace Integration.Delivery;

/// <summary>What every push grain of a silo shares.</summary>
internal sealed record DeliveryServices(
    DeliveryOptions Options,
    SiloWindowBudget Budget,
    PendingDeliveries Pending,
    AttemptRunner Attempts,
    DatabaseClock Clock,
    [FromKeyedServices(TimeProviderNames.Grains)] TimeProvider Time,
    DeliveryMetrics Metrics,
    ILogger<DeliveryPump> Logger
);
