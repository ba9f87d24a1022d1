using System.Text.Json;
using Integration.Problems;

namespace Integration.Json;

/// <summary>Applies a merge patch to settings and reads the outcome as strictly as a new resource is read.</summary>
internal static class SettingsPatch
{
    public static Outcome<T> Apply<T>(T current, byte[] patch)
        where T : class
    {
        var target = JsonSerializer.SerializeToUtf8Bytes(current, WireJson.Options);
        if (!JsonMergePatch.TryApply(target, patch, out var merged, out var malformed))
        {
            return new Problem("invalid-json", 400, malformed!.Detail);
        }

        var read = StrictJson.Read<T>(merged);
        return read.Succeeded
            ? read.Value
            : new Problem(
                read.HasUnknownField ? "unknown-field" : "validation",
                422,
                "The patch does not fit the resource; see errors."
            )
            {
                Errors = read.Errors,
            };
    }
}
