using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net.Sockets;

namespace Integration.Benchmarks.Load;

/// <summary>
/// A constant rate, whatever the answers do. Latency counts from the instant an event was due, not from when it could be
/// sent: a program that stalls must not slow its own measurement down.
/// </summary>
internal sealed class RateLoad : IDisposable
{
    private readonly int _port;
    private readonly EventRequests _requests;
    private readonly EventBook _book;
    private readonly ConcurrentStack<SenderConnection?> _idle = new();
    private readonly SemaphoreSlim _free;
    private readonly int _connections;

    /// <summary>Makes a load; connections are opened when they are needed.</summary>
    public RateLoad(int port, EventRequests requests, EventBook book, int connections)
    {
        _port = port;
        _requests = requests;
        _book = book;
        _connections = connections;
        _free = new SemaphoreSlim(connections);
        for (var i = 0; i < connections; i++)
        {
            _idle.Push(null);
        }
    }

    /// <summary>Sends a range of events on a thread of its own; returns when all are answered or have failed.</summary>
    /// <param name="from">Number of the first event.</param>
    /// <param name="count">How many at most.</param>
    /// <param name="perSecond">The rate.</param>
    /// <param name="ct">Ends earlier.</param>
    /// <returns>How many were due.</returns>
    public async Task<int> Run(int from, int count, double perSecond, CancellationToken ct)
    {
        var sent = await Task.Factory.StartNew(
            () => SendAll(from, count, perSecond, ct),
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default
        );
        for (var i = 0; i < _connections; i++)
        {
            await _free.WaitAsync(CancellationToken.None);
        }

        _free.Release(_connections);
        return sent;
    }

    public void Dispose()
    {
        foreach (var connection in _idle)
        {
            connection?.Dispose();
        }

        _free.Dispose();
    }

    private int SendAll(int from, int count, double perSecond, CancellationToken ct)
    {
        var start = Stopwatch.GetTimestamp();
        for (var i = 0; i < count; i++)
        {
            if (ct.IsCancellationRequested)
            {
                return i;
            }

            var request = _requests.Create(from + i);
            var due = start + (long)(i * Stopwatch.Frequency / perSecond);
            _book.NoteDue(from + i, due);
            PreciseSleep.Until(due);
            _free.Wait(CancellationToken.None);
            SendOne(from + i, request);
        }

        return count;
    }

    private void SendOne(int number, byte[] request)
    {
        _idle.TryPop(out var connection);
        try
        {
            connection ??= SenderConnection.Open(_port);
            connection.Send(request);
            _ = ReadAnswer(connection, number);
        }
        catch (SocketException)
        {
            GiveBack(connection, number, 0);
        }
    }

    private async Task ReadAnswer(SenderConnection connection, int number)
    {
        try
        {
            GiveBack(connection, number, await connection.ReadStatus());
        }
        catch (Exception broken) when (broken is IOException or SocketException)
        {
            GiveBack(connection, number, 0);
        }
    }

    private void GiveBack(SenderConnection? connection, int number, int status)
    {
        _book.NoteAnswer(number, status);
        if (status == 0)
        {
            connection?.Dispose();
            connection = null;
        }

        _idle.Push(connection);
        _free.Release();
    }
}
