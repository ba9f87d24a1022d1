namespace Integration.Platforms;

/// <summary>A request as a stand-in got it.</summary>
internal sealed record StandInRequest(
    string Method,
    string Path,
    string Host,
    IReadOnlyDictionary<string, string> Form
);
