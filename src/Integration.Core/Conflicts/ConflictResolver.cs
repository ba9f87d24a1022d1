namespace Integration.Conflicts;

/// <summary>Compares the value here, the platform's and what both last had in common, and decides whose stays.</summary>
public static class ConflictResolver
{
    /// <summary>
    /// The one that changed stays. Where both changed and differ, it is a conflict and the rule decides; where only one changed, no
    /// rule is asked, because nothing of the other is lost.
    /// </summary>
    /// <typeparam name="T">A value that is equal by its content.</typeparam>
    /// <param name="local">The value here.</param>
    /// <param name="remote">The platform's.</param>
    /// <param name="common">What both last had in common; null where that is not known, so that any difference is a conflict.</param>
    /// <param name="rule">Who wins a conflict.</param>
    /// <param name="localAt">When the value here was set.</param>
    /// <param name="remoteAt">When the platform's was changed.</param>
    public static FieldResolution Resolve<T>(
        T local,
        T remote,
        T? common,
        ConflictRule rule,
        DateTimeOffset localAt,
        DateTimeOffset remoteAt
    )
        where T : class, IEquatable<T> =>
        local.Equals(remote) ? new(FieldVerdict.Same, false)
        : remote.Equals(common) ? new(FieldVerdict.TakeLocal, false)
        : local.Equals(common) ? new(FieldVerdict.TakeRemote, false)
        : new(Decide(rule, localAt, remoteAt), true);

    private static FieldVerdict Decide(ConflictRule rule, DateTimeOffset localAt, DateTimeOffset remoteAt) =>
        rule switch
        {
            ConflictRule.RemoteWins => FieldVerdict.TakeRemote,
            ConflictRule.LocalWins => FieldVerdict.TakeLocal,
            ConflictRule.NewestWins => localAt > remoteAt ? FieldVerdict.TakeLocal : FieldVerdict.TakeRemote,
            _ => FieldVerdict.Conflict,
        };
}
