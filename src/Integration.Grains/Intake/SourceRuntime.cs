using Integration.Mapping;
using Integration.Signatures;

namespace Integration.Intake;

/// <summary>A source's configuration in the form that requests use: compiled, unsealed, immutable.</summary>
internal sealed record SourceRuntime(
    bool Enabled,
    SignatureVerifier Verifier,
    EventMapping Mapping,
    TimeSpan Tolerance
);
