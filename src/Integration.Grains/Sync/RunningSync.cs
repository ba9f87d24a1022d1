namespace Integration.Sync;

/// <summary>A run in the hands of its owner. Immutable: each page makes the next.</summary>
/// <param name="Run">The run with the owner's epoch.</param>
/// <param name="List">What is read.</param>
/// <param name="Account">The shop's account.</param>
/// <param name="Terms">What the walk goes by.</param>
/// <param name="Walk">Where it stands.</param>
/// <param name="Marks">What the list keeps, as it is stored.</param>
/// <param name="Pages">Pages written.</param>
internal sealed record RunningSync(
    SyncRun Run,
    SyncList List,
    string Account,
    WalkTerms Terms,
    SyncWalk Walk,
    SyncMarks Marks,
    long Pages
)
{
    public string Shop => Run.Shown.Shop;

    public SyncKind Kind => Run.Shown.Kind;
}
