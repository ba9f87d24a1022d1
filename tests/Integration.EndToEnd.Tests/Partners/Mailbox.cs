using System.Collections.Concurrent;
using Integration.Hubs;
using Microsoft.AspNetCore.Http;

namespace Integration.Partners;

/// <summary>What arrived at one path of the partner, and what is answered there.</summary>
internal sealed class Mailbox(string url)
{
    private readonly ConcurrentQueue<Letter> _letters = [];

    public string Url => url;

    /// <summary>The last segment of its URL, by which the tests name its subscriber.</summary>
    public string Name => url[(url.LastIndexOf('/') + 1)..];

    public IReadOnlyCollection<Letter> Letters => _letters;

    /// <summary>What is answered; called with the number of the request at this path, from 1.</summary>
    public Func<HttpContext, int, Task> Answer { get; set; } = static (_, _) => Task.CompletedTask;

    /// <summary>Answers each request with the next status; the last one holds for all further ones.</summary>
    public Mailbox Answering(params int[] statuses)
    {
        Answer = (http, n) =>
        {
            http.Response.StatusCode = statuses[Math.Min(n, statuses.Length) - 1];
            return Task.CompletedTask;
        };
        return this;
    }

    /// <summary>Never answers.</summary>
    public Mailbox Hanging()
    {
        Answer = (http, _) => Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, http.RequestAborted);
        return this;
    }

    public async Task<IReadOnlyList<Letter>> Receives(int count)
    {
        await Eventually.Holds(() => _letters.Count >= count, $"{count} requests at {url}, have {_letters.Count}");
        return [.. _letters];
    }

    internal async Task Take(Letter letter, HttpContext http)
    {
        _letters.Enqueue(letter);
        try
        {
            await Answer(http, _letters.Count);
        }
        catch (OperationCanceledException)
        {
            // The caller's time-out: there is nobody left to answer.
        }
    }
}
