namespace Integration.Sandbox.Platforms;

/// <summary>A call that passed the gate.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Request">What was sent.</param>
/// <param name="Account">The application that signed it; null with <see cref="CallAccess.Open"/>.</param>
/// <param name="Number">Its number under its name, from 1.</param>
internal sealed record PlatformCall(string Name, PlatformRequest Request, PlatformAccount? Account, long Number)
{
    /// <summary>The value of a parameter; null where it is missing or empty.</summary>
    public string? this[string name] => Request[name];
}
