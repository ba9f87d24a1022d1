namespace Integration.Sandbox.Demo;

/// <summary>The hub answers, but not what the demo needs; the message is for people.</summary>
internal sealed class HubRefusedException(string message) : Exception(message);
