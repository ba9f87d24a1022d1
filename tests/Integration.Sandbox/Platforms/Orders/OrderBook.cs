namespace Integration.Sandbox.Platforms.Orders;

/// <summary>The orders of a platform's shop: made by seed, changed by seed and by tests, and listed as late as its index is.</summary>
public sealed class OrderBook
{
    private static readonly TimeSpan Before = TimeSpan.FromDays(30);
    private const int SameSecond = 3;
    private readonly Lock _lock = new();
    private readonly Dictionary<string, Entry> _byNumber = new(StringComparer.Ordinal);
    private readonly List<string> _alive = [];
    private readonly PlatformOptions _options;
    private readonly TimeProvider _time;
    private readonly OrderMaker _maker;
    private readonly OrderShaker _shaker;
    private int _made;
    private bool _isStill;

    internal OrderBook(PlatformKind kind, PlatformOptions options, Catalogue catalogue, TimeProvider time)
    {
        (_options, _time) = (options, time);
        _maker = new OrderMaker(kind, options, catalogue);
        _shaker = new OrderShaker(options, _maker);
        if (options.Orders.Saved is { } saved)
        {
            _made = saved.Made;
            foreach (var order in saved.Orders)
            {
                Put(order, order.Updated);
            }

            return;
        }

        var start = Now() - Before;
        var step = Before / (options.Orders.Count + SameSecond + 1);
        for (var index = 0; index < options.Orders.Count; index++)
        {
            // Three share a second.
            var order = _maker.Make(_made++, Second(start + (step * (index - (index % SameSecond)))));
            Put(order, order.Created);
        }
    }

    /// <summary>The orders as they are now, whatever the index shows, by number: a copy.</summary>
    public IReadOnlyList<ShopOrder> All
    {
        get
        {
            lock (_lock)
            {
                return [.. _alive.Select(number => _byNumber[number].Newest!).OrderBy(one => one.Index)];
            }
        }
    }

    /// <summary>What another process needs to go on with these orders: a copy.</summary>
    public SavedBook Save()
    {
        lock (_lock)
        {
            return new SavedBook(_made, All);
        }
    }

    /// <summary>The order as it is now; null where there is none.</summary>
    public ShopOrder? Find(string? number)
    {
        lock (_lock)
        {
            return number is null ? null : _byNumber.GetValueOrDefault(number)?.Newest;
        }
    }

    /// <summary>Places one more order now; null where the shop is full.</summary>
    public ShopOrder? Place()
    {
        lock (_lock)
        {
            if (_alive.Count >= OrderOptions.MaxOrders)
            {
                return null;
            }

            var order = _maker.Make(_made++, Now());
            Put(order, Visible(order));
            return order;
        }
    }

    /// <summary>Changes an order now; returns the new one, or null where there is no such order.</summary>
    public ShopOrder? Change(string number, Func<ShopOrder, ShopOrder> change)
    {
        lock (_lock)
        {
            if (_byNumber.GetValueOrDefault(number) is not { Newest: { } old } entry)
            {
                return null;
            }

            var order = change(old) with
            {
                Number = number,
                Index = old.Index,
                Updated = Now(),
                Version = old.Version + 1,
            };
            entry.Add(order, Visible(order), _time.GetUtcNow());
            return order;
        }
    }

    /// <summary>Takes an order away now; false where there is none.</summary>
    public bool Remove(string number)
    {
        lock (_lock)
        {
            if (_byNumber.GetValueOrDefault(number) is not { Newest: { } old } entry)
            {
                return false;
            }

            entry.Add(null, Visible(old with { Version = old.Version + 1 }), _time.GetUtcNow());
            _alive.Remove(number);
            return true;
        }
    }

    /// <summary>From now on pages bring about no changes.</summary>
    public void HoldStill()
    {
        lock (_lock)
        {
            _isStill = true;
        }
    }

    /// <summary>Lets so many things happen that the seed decides.</summary>
    public void Shake(int changes)
    {
        lock (_lock)
        {
            for (var done = 0; done < changes; done++)
            {
                var fate = _alive.Count == 0 ? OrderFate.Appears : _shaker.Next();
                if (fate == OrderFate.Appears)
                {
                    Place();
                    continue;
                }

                var number = _alive[_shaker.Below(_alive.Count)];
                _ =
                    fate == OrderFate.Disappears
                        ? Remove(number)
                        : Change(number, order => _shaker.Further(order, Now())) is not null;
            }
        }
    }

    /// <summary>A page was read: what the options say happens, unless the shop holds still.</summary>
    internal void Turn()
    {
        lock (_lock)
        {
            Shake(_isStill ? 0 : _options.Orders.ChangesPerPage);
        }
    }

    /// <summary>The orders as the index has them now, in no order.</summary>
    internal List<ShopOrder> Listed()
    {
        lock (_lock)
        {
            var now = _time.GetUtcNow();
            return [.. _byNumber.Values.Select(entry => entry.Listed(now)).OfType<ShopOrder>()];
        }
    }

    private static DateTimeOffset Second(DateTimeOffset instant) =>
        DateTimeOffset.FromUnixTimeSeconds(instant.ToUnixTimeSeconds());

    private DateTimeOffset Now() => Second(_time.GetUtcNow());

    private DateTimeOffset Visible(ShopOrder order) =>
        _time.GetUtcNow()
        + (_options.Orders.IndexLag * Seeds.Share(_options.Seed ^ Seeds.Of("index"), order.Index, order.Version));

    private void Put(ShopOrder order, DateTimeOffset visible)
    {
        _byNumber.Add(order.Number, new Entry(order, visible));
        _alive.Add(order.Number);
    }

    /// <summary>An order's versions, oldest first; the newest is the truth, the list shows the newest that its index has.</summary>
    private sealed class Entry
    {
        private readonly List<(ShopOrder? Order, DateTimeOffset Visible)> _versions = [];

        public Entry(ShopOrder order, DateTimeOffset visible) => _versions.Add((order, visible));

        public ShopOrder? Newest => _versions[^1].Order;

        public void Add(ShopOrder? order, DateTimeOffset visible, DateTimeOffset now)
        {
            _versions.RemoveRange(0, Math.Max(0, At(now)));
            _versions.Add((order, visible));
        }

        public ShopOrder? Listed(DateTimeOffset now) => At(now) is >= 0 and var at ? _versions[at].Order : null;

        // For each order at each page: without anything to allocate.
        private int At(DateTimeOffset now)
        {
            var at = _versions.Count - 1;
            while (at >= 0 && _versions[at].Visible > now)
            {
                at--;
            }

            return at;
        }
    }
}
