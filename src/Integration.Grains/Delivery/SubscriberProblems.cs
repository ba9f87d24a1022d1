using Integration.Problems;

namespace Integration.Delivery;

/// <summary>The problems that a subscriber answers with.</summary>
internal static class SubscriberProblems
{
    public static Problem Unknown(string id) => new("not-found", 404, $"There is no subscriber '{id}'.");

    public static Problem Disabled(string id) =>
        new("subscriber-disabled", 409, $"The subscriber '{id}' is disabled; enable it to send a test event.");

    public static Problem Taken(string id) =>
        new("already-exists", 409, $"A subscriber '{id}' exists; change it with PATCH or choose another id.");

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
