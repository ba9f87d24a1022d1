namespace Integration.Pipeline;

/// <summary>
/// What others provide to the pipeline; a part that nobody provides is left out. Looked for at the first call: who renews tokens and
/// who paces calls know the connectors in turn.
/// </summary>
/// <param name="find">Finds a service; null where there is none.</param>
internal sealed class PipelineParts(Func<Type, object?> find)
{
    private readonly Lazy<IPlatformRates?> _rates = new(() => (IPlatformRates?)find(typeof(IPlatformRates)));
    private readonly Lazy<IAccountTokens?> _tokens = new(() => (IAccountTokens?)find(typeof(IAccountTokens)));
    private readonly Lazy<ICallObserver> _observer = new(() =>
        (ICallObserver?)find(typeof(ICallObserver)) ?? new NoCallObserver()
    );

    /// <summary>Who gives permits; null where calls are not paced.</summary>
    public IPlatformRates? Rates => _rates.Value;

    /// <summary>Who renews tokens; null where a refused token is the caller's affair.</summary>
    public IAccountTokens? Tokens => _tokens.Value;

    /// <summary>Who hears of calls.</summary>
    public ICallObserver Observer => _observer.Value;

    /// <summary>The parts that are registered.</summary>
    public static PipelineParts Of(IServiceProvider services) => new(services.GetService);
}
