using System.Collections.Concurrent;
using Orleans.Storage;

namespace Integration.Pipeline;

/// <summary>What outlives all silos, written as the host writes it.</summary>
internal sealed class SharedGrainStorage : IGrainStorage
{
    private readonly Cluster.JsonGrainStorageSerializer _json = new();

    public ConcurrentDictionary<string, BinaryData> Rows { get; } = new(StringComparer.Ordinal);

    public Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        grainState.RecordExists = Rows.TryGetValue(Key(stateName, grainId), out var row);
        grainState.State = row is null ? Activator.CreateInstance<T>() : _json.Deserialize<T>(row)!;
        return Task.CompletedTask;
    }

    public Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        Rows[Key(stateName, grainId)] = _json.Serialize(grainState.State);
        grainState.RecordExists = true;
        return Task.CompletedTask;
    }

    public Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        Rows.TryRemove(Key(stateName, grainId), out _);
        grainState.RecordExists = false;
        return Task.CompletedTask;
    }

    private static string Key(string stateName, GrainId grainId) => $"{stateName}/{grainId}";
}
