using Integration.Calls;
using Integration.Platforms;

namespace Integration.AliExpress;

/// <summary>Makes a business call.</summary>
/// <param name="account">Signs it.</param>
/// <param name="method">Its dotted name.</param>
/// <param name="fields">Its own fields.</param>
/// <param name="judge">The failure of an answer, from the gateway's verdict on it; null where it is a good one.</param>
/// <param name="ct">Ends the call.</param>
internal delegate Task<PlatformResult<PlatformReply>> AliExpressCall(
    AccountCredentials account,
    string method,
    Dictionary<string, string> fields,
    Func<PlatformFailure?, PlatformReply, PlatformFailure?> judge,
    CancellationToken ct
);
