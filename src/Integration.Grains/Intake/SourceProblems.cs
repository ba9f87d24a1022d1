using Integration.Problems;

namespace Integration.Intake;

/// <summary>The problems that the configuration of a source answers with.</summary>
internal static class SourceProblems
{
    public static Problem Unknown(string id) => new("not-found", 404, $"There is no source '{id}'.");

    public static Problem Taken(string id) =>
        new("already-exists", 409, $"The id '{id}' is taken, by a source or as the name of an API key.");

    public static Problem Stale(long version) =>
        new("stale-version", 412, $"The resource is at version {version} now; read it again and repeat the change.");

    public static Problem IdChanged { get; } =
        new("validation", 422, "Some fields are not valid; see errors.")
        {
            Errors = new Dictionary<string, string[]>(StringComparer.Ordinal)
            {
                ["id"] = ["An id cannot be changed; create another resource."],
            },
        };
}
