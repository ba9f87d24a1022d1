namespace Integration.Access;

/// <summary>An attempt to sign in at the dashboard, as the audit keeps it.</summary>
/// <param name="Address">The network address it came from.</param>
/// <param name="IsAdmitted">Whether it was let in.</param>
/// <param name="KeyId">The eight public characters that were sent; of a key that was refused only a claim.</param>
/// <param name="Reason">Why it was refused: <c>unknown_key</c> or <c>role</c>; null when it was not.</param>
[GenerateSerializer, Immutable, Alias("integration.SignInNote")]
public sealed record SignInNote(
    [property: Id(0)] string Address,
    [property: Id(1)] bool IsAdmitted,
    [property: Id(2)] string? KeyId,
    [property: Id(3)] string? Reason
);
