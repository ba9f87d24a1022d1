namespace Integration.Sandbox.Platforms;

/// <summary>One call that a platform offers.</summary>
/// <param name="Access">What it asks for before it runs.</param>
/// <param name="Run">Answers it.</param>
internal sealed record CallEntry(CallAccess Access, Func<PlatformCall, PlatformReply> Run);
