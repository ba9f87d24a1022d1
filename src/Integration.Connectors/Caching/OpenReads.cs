namespace Integration.Caching;

/// <summary>
/// Products that are being read from platforms, so that who asks for the same waits for that answer, and so that one which a write
/// overtook is not kept. Safe for all threads.
/// </summary>
internal sealed class OpenReads
{
    private readonly Dictionary<string, OpenRead> _open = new(StringComparer.Ordinal);
    private readonly Lock _gate = new();

    /// <summary>How often somebody waits for a product.</summary>
    public int Waiting
    {
        get
        {
            lock (_gate)
            {
                return _open.Values.Select(static read => read.Batch).Distinct().Sum(static batch => batch.Waiting);
            }
        }
    }

    /// <summary>Begins to wait for products; <see cref="Leave"/> ends it.</summary>
    /// <param name="ask">Who asks.</param>
    /// <param name="ids">Different ids.</param>
    /// <returns>
    /// One read for each, and the batch of those that nobody was reading: whoever gets one sees to its call. Null where there are none.
    /// </returns>
    public (OpenRead[] Reads, OpenBatch? Begun) Join(ProductAsk ask, string[] ids)
    {
        var batch = new OpenBatch();
        lock (_gate)
        {
            var reads = Array.ConvertAll(ids, id => Join(ask.KeyOf(id), id, batch));
            if (batch.Reads.Count > 0)
            {
                return (reads, batch);
            }

            batch.Dispose();
            return (reads, null);
        }
    }

    /// <summary>Ends the waiting: a call whose answer nobody waits for any more is cancelled.</summary>
    public void Leave(OpenRead[] reads)
    {
        lock (_gate)
        {
            foreach (var read in reads)
            {
                var batch = read.Batch;
                if (--batch.Waiting == 0 && !batch.IsAnswered)
                {
                    // Who comes now must not wait for a call that is being cancelled.
                    Close(batch);
                    batch.Cancel();
                }
            }
        }
    }

    /// <summary>The platform has answered a batch.</summary>
    public void Answered(OpenBatch batch)
    {
        lock (_gate)
        {
            batch.IsAnswered = true;
        }
    }

    /// <summary>A product was written.</summary>
    /// <param name="prefix">What all its keys begin with.</param>
    public void Overtake(string prefix)
    {
        lock (_gate)
        {
            foreach (var read in _open.Values.Where(one => one.Key.StartsWith(prefix, StringComparison.Ordinal)))
            {
                read.IsOvertaken = true;
            }
        }
    }

    /// <summary>A batch is over; all its reads are completed.</summary>
    public void End(OpenBatch batch)
    {
        lock (_gate)
        {
            batch.IsAnswered = true;
            Close(batch);
            batch.Dispose();
        }
    }

    private OpenRead Join(string key, string id, OpenBatch batch)
    {
        if (!_open.TryGetValue(key, out var read))
        {
            read = new(id, key, batch);
            batch.Reads.Add(read);
            _open.Add(key, read);
        }

        read.Batch.Waiting++;
        return read;
    }

    private void Close(OpenBatch batch)
    {
        foreach (var read in batch.Reads.Where(read => _open.GetValueOrDefault(read.Key) == read))
        {
            _open.Remove(read.Key);
        }
    }
}
