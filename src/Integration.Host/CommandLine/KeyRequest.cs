using Integration.Access;

namespace Integration.CommandLine;

/// <summary>The arguments of <c>create-key</c>.</summary>
/// <param name="Role">What the key may do.</param>
/// <param name="Name">Its name, matching the pattern of ids; null: one is made.</param>
internal sealed record KeyRequest(Role Role, string? Name);
