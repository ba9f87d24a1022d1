using Integration.Platforms;

namespace Integration.Calls;

/// <summary>Carries calls to platforms; what makes calls reliable is put around it.</summary>
internal interface IPlatformTransport
{
    /// <summary>Makes a call once.</summary>
    /// <param name="account">Signs the request.</param>
    /// <param name="call">What is called.</param>
    /// <param name="ct">Ends the call.</param>
    /// <exception cref="OperationCanceledException">The caller cancelled.</exception>
    Task<PlatformResult<PlatformReply>> Send(AccountCredentials account, PlatformCall call, CancellationToken ct);
}
