namespace Integration.Streams;

/// <summary>Long work that a stream tells of.</summary>
/// <typeparam name="T">What the API shows of it.</typeparam>
/// <param name="Read">Reads how it stands; null where there is no such work, or not any more.</param>
/// <param name="HasEnded">Whether nothing of it will move any more.</param>
/// <param name="HasMoved">Whether the second is worth telling where the first was told.</param>
internal sealed record ProgressWork<T>(
    Func<CancellationToken, Task<T?>> Read,
    Func<T, bool> HasEnded,
    Func<T, T, bool> HasMoved
)
    where T : class;
