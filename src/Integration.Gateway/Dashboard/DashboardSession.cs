namespace Integration.Dashboard;

/// <summary>What the cookie says, sealed.</summary>
/// <param name="KeyId">The API key that was signed in with; the secret is not in it.</param>
/// <param name="SignedInAt">Its beginning, database clock.</param>
/// <param name="SeenAt">Its last request, to a tenth of the idle time.</param>
internal sealed record DashboardSession(string KeyId, DateTimeOffset SignedInAt, DateTimeOffset SeenAt);
