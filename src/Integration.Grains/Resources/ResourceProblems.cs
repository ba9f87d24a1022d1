using Integration.Problems;

namespace Integration.Resources;

/// <summary>The problems that the configuration of every resource answers with.</summary>
internal static class ResourceProblems
{
    public static Problem Unknown(string kind, string id) => new("not-found", 404, $"There is no {kind} '{id}'.");

    public static Problem Stale(long version) =>
        new("stale-version", 412, $"The resource is at version {version} now; read it again and repeat the change.");

    public static Problem UnreadableSecrets(string kind, string id) =>
        new(
            "secrets-unreadable",
            503,
            $"The stored secrets of {kind} '{id}' do not open with the key file of this hub. Put the right key file back, or set "
                + "its secrets (and the values of all its headers) anew with one PATCH; nothing that waits is lost."
        )
        {
            RetryAfter = TimeSpan.FromMinutes(1),
        };

    public static Problem IdChanged { get; } =
        new("validation", 422, "Some fields are not valid; see errors.")
        {
            Errors = new Dictionary<string, string[]>(StringComparer.Ordinal)
            {
                ["id"] = ["An id cannot be changed; create another resource."],
            },
        };
}
