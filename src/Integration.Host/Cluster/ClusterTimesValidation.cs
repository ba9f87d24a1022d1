using Microsoft.Extensions.Options;

namespace Integration.Cluster;

/// <summary>What no range of a single value can say.</summary>
internal sealed class ClusterTimesValidation : IValidateOptions<ClusterTimesOptions>
{
    public ValidateOptionsResult Validate(string? name, ClusterTimesOptions options) =>
        options.MaxProbeTimeout < options.ProbeTimeout
            ? ValidateOptionsResult.Fail(
                "Integration:Cluster: MaxProbeTimeout must not be shorter than ProbeTimeout: it is what that may grow to."
            )
            : ValidateOptionsResult.Success;
}
