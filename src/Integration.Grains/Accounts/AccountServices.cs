using Integration.Access;
using Integration.Catalogue;
using Integration.Stalls;
using Integration.Time;
using Microsoft.Extensions.Logging;

namespace Integration.Accounts;

/// <summary>What every account of a silo shares.</summary>
internal sealed record AccountServices(
    AccountOptions Options,
    ConnectorCatalogue Connectors,
    AccountHealthTable Health,
    RenewalLeases Leases,
    RepeatableAnswers Answers,
    StallGuard Stalls,
    DatabaseClock Clock,
    [FromKeyedServices(TimeProviderNames.Grains)] TimeProvider Time,
    ILogger<AccountGrain> Logger
);
