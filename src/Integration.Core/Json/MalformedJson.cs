namespace Integration.Json;

/// <summary>Where a text stops being JSON. Holds nothing of the text itself.</summary>
/// <param name="Line">The line, from 1.</param>
/// <param name="Byte">The byte in that line, from 1.</param>
/// <param name="Detail">An operator's sentence with the position and how to mend it.</param>
public sealed record MalformedJson(long Line, long Byte, string Detail);
