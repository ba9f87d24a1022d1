namespace Integration.Platforms;

/// <summary>A cheap proof that an account's credentials work.</summary>
public interface IConnectionTest : IConnector
{
    /// <summary>Makes the cheapest reading call that the kind of app may make; changes nothing.</summary>
    /// <exception cref="OperationCanceledException">The caller cancelled.</exception>
    Task<PlatformResult<ConnectionReport>> TestConnection(AccountCredentials account, CancellationToken ct);
}
