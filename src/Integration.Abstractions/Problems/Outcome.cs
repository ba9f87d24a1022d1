using System.Diagnostics.CodeAnalysis;

namespace Integration.Problems;

/// <summary>The answer of a grain: a value, or the <see cref="Problem"/> that prevented it.</summary>
/// <typeparam name="T">The type of the value.</typeparam>
[GenerateSerializer, Immutable, Alias("integration.Outcome`1")]
public sealed record Outcome<T>
{
    /// <summary>The value; null exactly when <see cref="Problem"/> is set.</summary>
    [Id(0)]
    public T? Value { get; init; }

    /// <summary>What prevented the value; null when it succeeded.</summary>
    [Id(1)]
    public Problem? Problem { get; init; }

    /// <summary>
    /// The answer was stored by an earlier request with the same <c>Idempotency-Key</c> and is given again.
    /// </summary>
    [Id(2)]
    public bool Replayed { get; init; }

    /// <summary>Whether there is a value.</summary>
    [MemberNotNullWhen(true, nameof(Value))]
    [MemberNotNullWhen(false, nameof(Problem))]
    public bool Succeeded => Problem is null;

    /// <summary>Wraps a value.</summary>
    public static implicit operator Outcome<T>(T value) => new() { Value = value };

    /// <summary>Wraps a problem.</summary>
    public static implicit operator Outcome<T>(Problem problem) => new() { Problem = problem };
}
