using System.Text.Json;
using Integration.Json;
using Orleans.Storage;

namespace Integration.Cluster;

/// <summary>Stores grain state as plain JSON without type names, so that classes may be renamed and rows be read.</summary>
internal sealed class JsonGrainStorageSerializer : IGrainStorageSerializer
{
    public BinaryData Serialize<T>(T? input) => new(JsonSerializer.SerializeToUtf8Bytes(input, WireJson.Options));

    public T? Deserialize<T>(BinaryData input) =>
        JsonSerializer.Deserialize<T>(input.ToMemory().Span, WireJson.Options);
}
