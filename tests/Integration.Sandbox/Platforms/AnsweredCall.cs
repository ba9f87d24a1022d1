namespace Integration.Sandbox.Platforms;

/// <summary>A call that a platform has answered.</summary>
/// <param name="Name">The call.</param>
/// <param name="Began">When it came, as a time stamp of the platform's time.</param>
/// <param name="Ended">When its answer was handed to the connection, likewise.</param>
public sealed record AnsweredCall(string Name, long Began, long Ended);
