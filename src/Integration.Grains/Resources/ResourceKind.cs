using Integration.Problems;

namespace Integration.Resources;

/// <summary>What is particular about one kind of configured resource.</summary>
/// <typeparam name="TSettings">The resource as its owner configures it.</typeparam>
/// <typeparam name="TSecrets">What of it is stored sealed.</typeparam>
/// <typeparam name="TResource">The resource as the API shows it.</typeparam>
/// <param name="name">What one is called, such as <c>source</c>: in problems, in the audit and in the seal.</param>
internal abstract class ResourceKind<TSettings, TSecrets, TResource>(string name)
    where TSecrets : class
{
    public string Name => name;

    /// <summary>The secrets of a resource that has none stored.</summary>
    public abstract TSecrets NoSecrets { get; }

    /// <summary>What the seal of its secrets is bound to, so that no row can take another's place.</summary>
    public string PlaceOf(string id) => ResourcePlace.Of(name, id);

    public virtual Problem Taken(string id) =>
        new("already-exists", 409, $"A {name} '{id}' exists; change it with PATCH or choose another id.");

    /// <summary>Every fault of the settings; null when there is none.</summary>
    public abstract Problem? Check(TSettings settings, TSecrets secrets);

    /// <summary>The secrets after settings were given.</summary>
    /// <param name="settings">The new settings.</param>
    /// <param name="before">The secrets so far; null for a creation.</param>
    /// <param name="now">The database clock's now.</param>
    public abstract TSecrets Secrets(TSettings settings, TSecrets? before, DateTimeOffset now);

    /// <summary>Whether the settings gave a new secret.</summary>
    public abstract bool HasNewSecret(TSettings settings, TSecrets? before, TSecrets after);

    /// <summary>Whether patched settings bring every secret anew, so that stored ones that do not open are not missed.</summary>
    public abstract bool BringsAllSecrets(TSettings patched);

    /// <summary>Whether there is nothing to seal.</summary>
    public virtual bool IsEmpty(TSecrets secrets) => false;

    /// <summary>The settings as they are stored: under their id, without anything secret.</summary>
    public abstract TSettings Stored(TSettings settings, string id);

    /// <summary>What a merge patch by itself cannot say.</summary>
    public virtual TSettings AfterPatch(TSettings patched, TSettings before, TSecrets? secrets) => patched;

    /// <summary>Puts into the answer of a creation what is shown only once.</summary>
    public virtual TResource Reveal(TResource created, TSettings asked, TSecrets secrets) => created;

    /// <summary>Takes it out again, for the audit and for repeats.</summary>
    public virtual TResource Hide(TResource revealed) => revealed;
}
