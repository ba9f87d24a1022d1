using System.Text.Json;
using Integration.Json;

namespace Integration.Alerts;

/// <summary>How rules, silences, states and notices are written: as the API does, with durations such as <c>5m</c>.</summary>
public static class AlertJson
{
    /// <summary>Read-only and shared; fit for <see cref="StrictJson"/>.</summary>
    public static JsonSerializerOptions Options { get; } = Create();

    private static JsonSerializerOptions Create()
    {
        var options = new JsonSerializerOptions(JsonSerializerOptions.Default);
        WireJson.Apply(options);
        options.Converters.Add(new DurationConverter());
        options.MakeReadOnly(populateMissingResolver: true);
        return options;
    }
}
