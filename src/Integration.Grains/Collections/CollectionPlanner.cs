using Integration.Access;
using Integration.Catalogue;
using Integration.Pipeline;
using Integration.Platforms;
using Integration.Problems;
using Integration.Time;

namespace Integration.Collections;

/// <summary>Turns a request into a collection, or tells everything that is wrong with it.</summary>
internal sealed class CollectionPlanner(
    IAccountDirectory accounts,
    ConnectorCatalogue catalogue,
    CollectionOptions options
)
{
    /// <summary>The collection that is to be stored, or a problem.</summary>
    public async Task<Outcome<CollectionPlan>> Plan(
        Guid id,
        CollectionRequest request,
        WriteContext context,
        DateTimeOffset now,
        CancellationToken ct
    )
    {
        var errors = CollectionRules.Check(request, options);
        var account = await accounts.Of(request.Account, ct);
        if (!account.Succeeded)
        {
            if (account.Failure.Kind is FailureKind.Transient or FailureKind.Throttled)
            {
                return DatabaseProblems.Unavailable;
            }

            errors.Add("account", account.Failure.Detail);
            return errors.Problem!;
        }

        var (platform, credentials) = account.Value;
        if (!catalogue.TryFind<IConnector>(platform, out var connector))
        {
            errors.Add("account", $"Its platform '{platform}' has no connector.");
            return errors.Problem!;
        }

        var kind = connector.Declaration.KindOf(credentials);
        CollectionRules.Check(errors, request, connector, kind);
        return errors.Problem is { } problem ? problem : Planned(id, request, context, now, platform, kind!);
    }

    private static CollectionPlan Planned(
        Guid id,
        CollectionRequest request,
        WriteContext context,
        DateTimeOffset now,
        string platform,
        AppKind kind
    )
    {
        var maxAge = request.MaxAge is null ? CollectionRules.DefaultMaxAge : MaxAgeOf(request.MaxAge);
        var shown = new CollectionResource
        {
            Id = id,
            Account = request.Account,
            Platform = platform,
            State = CollectionState.Running,
            Shop = request.Shop,
            Languages = CollectionRules.Languages(request, kind),
            Currency = CollectionRules.Currencies(request) is { Length: > 0 } some ? string.Join(',', some) : null,
            Country = request.Country?.ToUpperInvariant(),
            MaxAge = Durations.Format(maxAge),
            Total = 0,
            Waiting = 0,
            Collected = 0,
            Unchanged = 0,
            Fresh = 0,
            Failed = 0,
            Cancelled = 0,
            Calls = 0,
            Listed = !request.Shop,
            CreatedBy = context.Actor,
            CreatedAt = now,
        };
        return new CollectionPlan(new CollectionRow(shown, maxAge), request.Ids ?? [], request.Links ?? []);
    }

    private static TimeSpan MaxAgeOf(string text) => Durations.TryParse(text, out var span) ? span : default;
}
