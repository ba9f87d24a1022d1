namespace Integration.Enrichment;

/// <summary>A task that a worker has.</summary>
/// <param name="Number">The number of the (parent) order.</param>
/// <param name="OrderIds">The numbers of its lines.</param>
/// <param name="Claim">Who has it: what is written with another claim finds no row.</param>
/// <param name="Retries">Retries so far.</param>
/// <param name="Looks">Times that there was no package yet.</param>
/// <param name="Refusals">Times in a row that the platform refused to tell it, while no other order was there to tell why.</param>
/// <param name="HasPackage">Whether a package is known: looks are for those of other lines then, and count from the first one on.</param>
[GenerateSerializer, Immutable, Alias("integration.ClaimedTask")]
public sealed record ClaimedTask(
    [property: Id(0)] string Number,
    [property: Id(1)] string[] OrderIds,
    [property: Id(2)] Guid Claim,
    [property: Id(3)] int Retries,
    [property: Id(4)] int Looks,
    [property: Id(5)] int Refusals = 0,
    [property: Id(6)] bool HasPackage = false
);
