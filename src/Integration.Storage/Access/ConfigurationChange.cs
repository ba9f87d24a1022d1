using Integration.Problems;
using Npgsql;

namespace Integration.Access;

/// <summary>A change of configuration.</summary>
/// <typeparam name="T">The resource.</typeparam>
public sealed record ConfigurationChange<T>
    where T : class
{
    /// <summary>What is done, such as <c>subscriber.create</c>.</summary>
    public required string Action { get; init; }

    /// <summary>On which, such as <c>subscriber/erp</c>.</summary>
    public required string Target { get; init; }

    /// <summary>HTTP status of the answer, stored for a repeat.</summary>
    public required int Status { get; init; }

    /// <summary>The resource before, without secrets; null for a creation.</summary>
    public T? Before { get; init; }

    /// <summary>Whether nothing is left after it.</summary>
    public bool IsDeletion { get; init; }

    /// <summary>Takes out of the answer what is shown only once.</summary>
    public Func<T, T> WithoutSecret { get; init; } = static resource => resource;

    /// <summary>Does it, given the connection and the database clock's now; a problem rolls everything back.</summary>
    public required Func<NpgsqlConnection, DateTimeOffset, Task<Outcome<T>>> Write { get; init; }
}
