namespace Integration.Scheduling;

/// <summary>Work that belongs to no caller.</summary>
public static class DetachedWork
{
    /// <summary>
    /// Starts work on the thread pool and returns at once. Code of a grain runs on the grain's own scheduler, and what it starts
    /// inherits that: a loop or a call would run inside the turns of whichever grain happened to start it, wait for them, hold them up,
    /// and stop with its activation. It is one call and not <c>Task.Run</c>, which is banned in the product, so that leaving a
    /// grain's scheduler stands in one place, with its reason.
    /// </summary>
    /// <param name="work">Runs to its end whatever becomes of who started it; it sees to its own cancelling.</param>
    /// <returns>Ends as the work does.</returns>
    public static Task Start(Func<Task> work) =>
        Task
            .Factory.StartNew(work, CancellationToken.None, TaskCreationOptions.DenyChildAttach, TaskScheduler.Default)
            .Unwrap();
}
