namespace Integration.Delivery;

/// <summary>A push that waits for its answer.</summary>
internal sealed record ReceivedPush(string EventId, string Signature)
{
    private readonly TaskCompletionSource<int> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task<int> Answered => _answer.Task;

    public void Answer(int status = 200) => _answer.SetResult(status);
}
