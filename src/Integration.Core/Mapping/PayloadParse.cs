using System.Diagnostics.CodeAnalysis;

namespace Integration.Mapping;

/// <summary>What parsing a payload came to.</summary>
/// <param name="Document">The payload; null when it is refused.</param>
/// <param name="Slug">The kind of problem when it is refused.</param>
/// <param name="Detail">What is wrong; holds nothing of the payload.</param>
public readonly record struct PayloadParse(PayloadDocument? Document, string? Slug, string? Detail)
{
    /// <summary>Whether there is a document.</summary>
    [MemberNotNullWhen(true, nameof(Document))]
    [MemberNotNullWhen(false, nameof(Slug), nameof(Detail))]
    public bool Succeeded => Document is not null;
}
