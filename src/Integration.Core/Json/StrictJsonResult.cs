using System.Diagnostics.CodeAnalysis;

namespace Integration.Json;

/// <summary>What a request body came to: a value, a text that is not JSON, or faults by field.</summary>
/// <typeparam name="T">The record that was asked for.</typeparam>
public sealed record StrictJsonResult<T>
    where T : class
{
    /// <summary>The record; null exactly when there is a fault.</summary>
    public T? Value { get; init; }

    /// <summary>Set when the body is not JSON.</summary>
    public MalformedJson? Malformed { get; init; }

    /// <summary>
    /// Faults by field path, such as <c>retry.max_retries</c> or <c>events[3].type</c>; <c>body</c> for the whole. Empty
    /// when there are none.
    /// </summary>
    public Dictionary<string, string[]> Errors { get; init; } = [];

    /// <summary>At least one of <see cref="Errors"/> is a field that nobody knows.</summary>
    public bool HasUnknownField { get; init; }

    /// <summary>Whether there is a value.</summary>
    [MemberNotNullWhen(true, nameof(Value))]
    public bool Succeeded => Value is not null;
}
