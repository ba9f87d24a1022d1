using System.Diagnostics.CodeAnalysis;

namespace Integration.Platforms;

/// <summary>What came of a call: a value, or the <see cref="PlatformFailure"/> that prevented it.</summary>
/// <typeparam name="T">The type of the value.</typeparam>
public sealed record PlatformResult<T>
    where T : class
{
    /// <summary>The value; null exactly when <see cref="Failure"/> is set.</summary>
    public T? Value { get; private init; }

    /// <summary>What prevented the value; null when it succeeded.</summary>
    public PlatformFailure? Failure { get; private init; }

    /// <summary>Whether there is a value.</summary>
    [MemberNotNullWhen(true, nameof(Value))]
    [MemberNotNullWhen(false, nameof(Failure))]
    public bool Succeeded => Failure is null;

    /// <summary>Wraps a value.</summary>
    public static implicit operator PlatformResult<T>(T value) => new() { Value = value };

    /// <summary>Wraps a failure.</summary>
    public static implicit operator PlatformResult<T>(PlatformFailure failure) => new() { Failure = failure };
}
