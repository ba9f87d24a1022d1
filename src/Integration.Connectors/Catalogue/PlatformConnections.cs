namespace Integration.Catalogue;

/// <summary>Owns the connections of all connectors and closes them with the container.</summary>
internal sealed class PlatformConnections : IDisposable
{
    private readonly List<HttpMessageInvoker> _open = [];
    private readonly Lock _gate = new();

    /// <summary>An invoker over a handler; both are disposed with this.</summary>
    public HttpMessageInvoker Open(HttpMessageHandler handler)
    {
        var invoker = new HttpMessageInvoker(handler, disposeHandler: true);
        lock (_gate)
        {
            _open.Add(invoker);
        }

        return invoker;
    }

    /// <summary>Closes all connections; calls under way fail.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            _open.ForEach(static invoker => invoker.Dispose());
            _open.Clear();
        }
    }
}
