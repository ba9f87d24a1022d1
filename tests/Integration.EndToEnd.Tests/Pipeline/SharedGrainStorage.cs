using System.Collections.Concurrent;
using Orleans.Storage;

namespace Integration.Pipeline;

/// <summary>What outlives all silos, written as the host writes it.</summary>
internal sealed class SharedGrainStorage : IGrainStorage
{
    private readonly Cluster.JsonGrainStorageSerializer _json = new();

    public ConcurrentDictionary<string, BinaryData> Rows { get; } = new(StringComparer.Ordinal);

    /// <summary>What was begun to be written, in its order.</summary>
    public ConcurrentQueue<BinaryData> Writes { get; } = new();

    /// <summary>What each write waits for.</summary>
    public Task Gate { get; set; } = Task.CompletedTask;

    /// <summary>Whether writing fails.</summary>
    public bool IsAway { get; set; }

    public Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        grainState.RecordExists = Rows.TryGetValue(Key(stateName, grainId), out var row);
        grainState.State = row is null ? Activator.CreateInstance<T>() : _json.Deserialize<T>(row)!;
        return Task.CompletedTask;
    }

    public async Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        var row = _json.Serialize(grainState.State);
        Writes.Enqueue(row);
        await Gate;
        Rows[Key(stateName, grainId)] = IsAway ? throw new IOException("The database is away.") : row;
        grainState.RecordExists = true;
    }

    public Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        Rows.TryRemove(Key(stateName, grainId), out _);
        grainState.RecordExists = false;
        return Task.CompletedTask;
    }

    private static string Key(string stateName, GrainId grainId) => $"{stateName}/{grainId}";
}
