using Integration.Platforms;

namespace Integration.Catalogue;

/// <summary>What an error code of a platform means.</summary>
/// <param name="Code">The code, or a pattern in which <c>*</c> stands for any text; compared ordinally, ignoring case.</param>
/// <param name="SubCode">Likewise for the sub code; null for any, a missing one too.</param>
/// <param name="Kind">Decides about repeating.</param>
/// <param name="Reason">What it means.</param>
public sealed record ErrorRule(string Code, string? SubCode, FailureKind Kind, FailureReason Reason)
{
    /// <summary>A rule that does not look at the sub code.</summary>
    public ErrorRule(string code, FailureKind kind, FailureReason reason)
        : this(code, null, kind, reason) { }
}
