using System.Text.Json;

namespace Integration.Alerts;

/// <summary>The API's names of the engine's values.</summary>
public static class AlertNames
{
    /// <summary>Such as <c>critical</c> or <c>at_least</c>.</summary>
    public static string Of<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString());
}
