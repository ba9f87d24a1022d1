namespace Integration.Sandbox.Platforms;

/// <summary>An application that a platform knows, and the shop whose seller authorised it. Invented, never a real one.</summary>
/// <param name="AppKey">Its public key (<c>app_key</c>, <c>client_id</c>).</param>
/// <param name="AppSecret">What it signs with.</param>
/// <param name="Shop">The seller's name in answers.</param>
public sealed record PlatformAccount(string AppKey, string AppSecret, string Shop);
