namespace Integration.Sandbox.Demo;

/// <summary>The hub ended although nobody asked it to; the message is for people.</summary>
/// <param name="code">Its exit code.</param>
/// <param name="message">The end of its log.</param>
internal sealed class HostEndedException(int code, string message) : Exception(message)
{
    public int Code => code;
}
