namespace Integration.Collections;

/// <summary>A pasted link whose product is not known yet.</summary>
/// <param name="Position">Its place in the collection.</param>
/// <param name="Text">As it was pasted.</param>
/// <param name="Attempts">Attempts to follow it so far.</param>
public sealed record DueLink(int Position, string Text, int Attempts);
