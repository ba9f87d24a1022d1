namespace Integration.Scheduling;

public sealed class DetachedWorkTests
{
    [Fact]
    public async Task Start_InsideAnotherScheduler_RunsOutsideOfItToTheEnd()
    {
        var grain = new ConcurrentExclusiveSchedulerPair().ExclusiveScheduler;
        TaskScheduler[] seen = [];
        var started = await Task.Factory.StartNew(
            () =>
                DetachedWork.Start(async () =>
                {
                    var first = TaskScheduler.Current;
                    await Task.Yield();
                    seen = [first, TaskScheduler.Current];
                }),
            TestContext.Current.CancellationToken,
            TaskCreationOptions.None,
            grain
        );
        await started;
        seen.Should().Equal(TaskScheduler.Default, TaskScheduler.Default);
    }

    [Fact]
    public async Task Start_OfWorkThatFails_EndsAsItDoes()
    {
        var work = () => DetachedWork.Start(() => throw new InvalidOperationException("broken"));
        await work.Should().ThrowAsync<InvalidOperationException>().WithMessage("broken");
    }
}
