namespace Integration.Enrichment;

/// <summary>A task that a worker has.</summary>
/// <param name="Number">The number of the (parent) order.</param>
/// <param name="OrderIds">The numbers of its lines.</param>
/// <param name="Claim">Who has it: what is written with another claim finds no row.</param>
/// <param name="Retries">Retries so far.</param>
/// <param name="Looks">Times that there was no package yet.</param>
public sealed record ClaimedTask(string Number, string[] OrderIds, Guid Claim, int Retries, int Looks);
