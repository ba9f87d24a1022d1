using System.Text.Json;
using System.Text.Json.Nodes;

namespace Integration.Json;

/// <summary>JSON merge patch, RFC 7396: objects are merged, null removes, everything else replaces.</summary>
public static class JsonMergePatch
{
    private static readonly JsonDocumentOptions s_parse = new()
    {
        MaxDepth = StrictJson.MaxDepth,
        AllowDuplicateProperties = false,
    };

    /// <summary>The target with the patch applied; neither argument is changed.</summary>
    /// <param name="target">What is patched; null is JSON null.</param>
    /// <param name="patch">The patch; null is JSON null.</param>
    public static JsonNode? Apply(JsonNode? target, JsonNode? patch)
    {
        if (patch is not JsonObject changes)
            return patch?.DeepClone();
        var merged = target is JsonObject ? (JsonObject)target.DeepClone() : [];
        foreach (var (name, change) in changes)
        {
            if (change is null)
                merged.Remove(name);
            else
                merged[name] = Apply(merged[name], change);
        }
        return merged;
    }

    /// <summary>Applies a patch as it came over the wire; the patch must be an object.</summary>
    /// <param name="target">JSON that is ours.</param>
    /// <param name="patch">The request's body.</param>
    /// <param name="merged">The merged JSON, for <see cref="StrictJson"/> to read.</param>
    /// <param name="malformed">Why the patch cannot be read, when the answer is false.</param>
    public static bool TryApply(
        ReadOnlySpan<byte> target,
        ReadOnlySpan<byte> patch,
        out byte[] merged,
        out MalformedJson? malformed
    )
    {
        merged = [];
        malformed = JsonText.Check(patch);
        if (malformed is not null)
            return false;
        try
        {
            if (JsonNode.Parse(patch, documentOptions: s_parse) is not JsonObject changes)
            {
                malformed = new MalformedJson(1, 1, "A merge patch must be a JSON object.");
                return false;
            }
            var result = Apply(JsonNode.Parse(target, documentOptions: s_parse), changes);
            merged = JsonSerializer.SerializeToUtf8Bytes(result, WireJson.Options);
            return true;
        }
        catch (JsonException e)
        {
            malformed = JsonText.From(e);
            return false;
        }
    }
}
