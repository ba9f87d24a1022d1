using System.Diagnostics.CodeAnalysis;

namespace Integration.Signatures;

/// <summary>What checking a signature came to; a failure is a value.</summary>
public readonly record struct SignatureCheck
{
    /// <summary>The kind of problem, such as <c>signature-mismatch</c>; null when the signature is good.</summary>
    public string? Slug { get; private init; }

    /// <summary>What was wrong and how to mend it; never the expected signature.</summary>
    public string? Detail { get; private init; }

    /// <summary>The event's key by the scheme, such as <c>webhook-id</c>.</summary>
    public string? EventKey { get; private init; }

    /// <summary>A nonce that must not come again with another body.</summary>
    public string? Nonce { get; private init; }

    /// <summary>Whether the signature is good.</summary>
    [MemberNotNullWhen(false, nameof(Slug), nameof(Detail))]
    public bool Succeeded => Slug is null;

    /// <summary>The signature is good.</summary>
    /// <param name="eventKey">The event's key by the scheme.</param>
    /// <param name="nonce">A nonce that must not come again with another body.</param>
    public static SignatureCheck Good(string? eventKey = null, string? nonce = null) =>
        new() { EventKey = eventKey, Nonce = nonce };

    /// <summary>The request is refused.</summary>
    /// <param name="slug">The kind of problem.</param>
    /// <param name="detail">What was wrong and how to mend it.</param>
    public static SignatureCheck Bad(string slug, string detail) => new() { Slug = slug, Detail = detail };
}
