using System.Diagnostics;

namespace Integration.Benchmarks.Load;

/// <summary>As fast as it goes: each connection sends its next event when the last one is acknowledged.</summary>
internal static class BurstLoad
{
    /// <summary>Sends a range of events and returns when all are answered.</summary>
    /// <param name="port">Where to.</param>
    /// <param name="requests">Makes them, before the clock starts.</param>
    /// <param name="book">Where answers are noted.</param>
    /// <param name="from">Number of the first event.</param>
    /// <param name="count">How many.</param>
    /// <param name="connections">How many at once.</param>
    public static async Task Run(int port, EventRequests requests, EventBook book, int from, int count, int connections)
    {
        var prepared = new byte[count][];
        for (var i = 0; i < count; i++)
        {
            prepared[i] = requests.Create(from + i);
        }

        var next = -1;
        await Task.WhenAll(Enumerable.Range(0, connections).Select(_ => Task.Run(SendOnOneConnection)));

        async Task SendOnOneConnection()
        {
            using var connection = SenderConnection.Open(port);
            for (var i = Interlocked.Increment(ref next); i < count; i = Interlocked.Increment(ref next))
            {
                book.NoteDue(from + i, Stopwatch.GetTimestamp());
                connection.Send(prepared[i]);
                book.NoteAnswer(from + i, await connection.ReadStatus());
            }
        }
    }
}
