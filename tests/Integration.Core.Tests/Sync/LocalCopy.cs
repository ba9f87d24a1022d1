namespace Integration.Sync;

/// <summary>A copy of the shop: a newer record replaces an older one, each carries the generation that saw it last.</summary>
internal sealed class LocalCopy
{
    private readonly Dictionary<string, (ShopRecord Record, int Seen, bool IsDeleted)> _records = [];

    /// <summary>What counts as there.</summary>
    public IEnumerable<ShopRecord> Records =>
        _records.Values.Where(static one => !one.IsDeleted).Select(static one => one.Record);

    /// <summary>What counts as deleted.</summary>
    public IEnumerable<string> Deleted =>
        _records.Where(static one => one.Value.IsDeleted).Select(static one => one.Key);

    /// <summary>Puts a page into the copy; how many rows were news.</summary>
    public int Put(IEnumerable<ShopRecord> rows, int generation)
    {
        var news = 0;
        foreach (var row in rows)
        {
            var isKnown = _records.TryGetValue(row.Id, out var known);
            var isNews = !isKnown || known.IsDeleted || (row != known.Record && row.Changed >= known.Record.Changed);
            news += isNews ? 1 : 0;
            _records[row.Id] = (isNews ? row : known.Record, generation, false);
        }

        return news;
    }

    /// <summary>Marks what is no longer there.</summary>
    public void Delete(DeletionScope scope)
    {
        foreach (var (id, one) in _records.ToArray())
        {
            var time = scope.By == WindowTime.Created ? one.Record.Created : one.Record.Changed;
            if (one.Seen < scope.SeenBefore && (scope.From is null || time >= scope.From))
            {
                _records[id] = one with { IsDeleted = true };
            }
        }
    }
}
