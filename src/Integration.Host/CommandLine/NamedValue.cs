namespace Integration.CommandLine;

/// <summary>A value and where it was given, so that a fault can name the place.</summary>
/// <param name="Place">The option or the environment variable.</param>
/// <param name="Text">The value; null when it was not given.</param>
internal sealed record NamedValue(string Place, string? Text);
