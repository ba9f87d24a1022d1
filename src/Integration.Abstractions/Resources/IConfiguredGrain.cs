using Integration.Access;
using Integration.Problems;

namespace Integration.Resources;

/// <summary>What the grain of every configured resource does: it is the only writer of its configuration. Key: the id.</summary>
/// <typeparam name="TSettings">The resource as its owner configures it.</typeparam>
/// <typeparam name="TResource">The resource as the API shows it.</typeparam>
[Alias("integration.IConfiguredGrain`2")]
public interface IConfiguredGrain<TSettings, TResource> : IGrainWithStringKey
    where TSettings : class, IResourceSettings
    where TResource : class, IResource
{
    /// <summary>Creates the resource under the grain's key; 409 where the id is taken.</summary>
    [Alias("Create")]
    Task<Outcome<TResource>> Create(TSettings settings, WriteContext context, CancellationToken ct);

    /// <summary>Applies a JSON merge patch (RFC 7396) to the settings.</summary>
    [Alias("Change")]
    Task<Outcome<TResource>> Change(byte[] mergePatch, WriteContext context, CancellationToken ct);

    /// <summary>Deletes the resource; what came in or went out under it stays until its retention ends.</summary>
    [Alias("Delete")]
    Task<Outcome<TResource>> Delete(WriteContext context, CancellationToken ct);
}
