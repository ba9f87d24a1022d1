namespace Integration.Keys;

/// <summary>What reading a key file gave.</summary>
/// <param name="Text">The text without the end of the line; null exactly when there is a fault.</param>
/// <param name="Fault">Why there is none and how to mend it; never contains the text.</param>
/// <param name="Created">The file was made by this call.</param>
internal sealed record KeyFileText(string? Text, string? Fault = null, bool Created = false);
