namespace Integration.Sandbox.Signing;

/// <summary>What a receiver thinks of a request's signature.</summary>
internal enum SignatureVerdict
{
    /// <summary>It fits.</summary>
    Good,

    /// <summary>One of the three headers is missing.</summary>
    Missing,

    /// <summary>The timestamp is no number, or more than five minutes away.</summary>
    OutOfTime,

    /// <summary>No signature of the list fits.</summary>
    Mismatch,
}
