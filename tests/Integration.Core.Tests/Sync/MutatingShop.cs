namespace Integration.Sync;

/// <summary>A shop in memory whose records change, appear and disappear as its clock goes on; its list shows changes late.</summary>
internal sealed class MutatingShop
{
    private readonly Dictionary<string, List<(ShopRecord Record, DateTimeOffset VisibleAt)>> _records = [];
    private readonly Random _random;
    private readonly TimeSpan _latest;
    private int _made;

    /// <summary>Makes the shop.</summary>
    /// <param name="random">Decides what happens.</param>
    /// <param name="latest">The longest time after which a change is in the list.</param>
    /// <param name="count">Records at the beginning, made in the 20 hours before.</param>
    public MutatingShop(Random random, TimeSpan latest, int count)
    {
        (_random, _latest) = (random, latest);
        for (var one = 0; one < count; one++)
        {
            var created = Now.AddSeconds(-random.Next(600, 72_000));
            Make(created, created.AddSeconds(random.Next((int)(Now - created).TotalSeconds - 500)), TimeSpan.Zero);
        }
    }

    /// <summary>The shop's own clock, in whole seconds.</summary>
    public DateTimeOffset Now { get; private set; } = new(2026, 3, 8, 9, 30, 0, TimeSpan.Zero);

    /// <summary>Whether anything happens to it.</summary>
    public bool IsMoving { get; set; } = true;

    /// <summary>The truth.</summary>
    public IEnumerable<ShopRecord> Truth => _records.Values.Select(static versions => versions[^1].Record);

    /// <summary>What the list shows now.</summary>
    public IEnumerable<ShopRecord> Listed =>
        _records
            .Values.Select(versions => versions.FindLast(version => version.VisibleAt <= Now).Record)
            .OfType<ShopRecord>();

    /// <summary>Lets time pass, and things happen in each second.</summary>
    public void Tick(int seconds)
    {
        for (var one = 0; one < seconds; one++)
        {
            Now = Now.AddSeconds(1);
            // Often nothing, sometimes many in one second.
            var many =
                !IsMoving || _random.Next(3) > 0 ? 0
                : _random.Next(12) == 0 ? 12
                : 1;
            for (var happening = 0; happening < many; happening++)
            {
                Happen();
            }
        }
    }

    private void Happen()
    {
        switch (_random.Next(10))
        {
            case < 2:
                Make(Now, Now, Late());
                break;
            case < 4 when _records.Count > 0:
                _records.Remove(Any());
                break;
            default:
                if (_records.Count > 0)
                {
                    var versions = _records[Any()];
                    var last = versions[^1].Record;
                    versions.Add((last with { Changed = Now, Version = last.Version + 1 }, Now + Late()));
                }

                break;
        }
    }

    private void Make(DateTimeOffset created, DateTimeOffset changed, TimeSpan late)
    {
        var record = new ShopRecord($"r{++_made}", created, changed, 1);
        _records[record.Id] = [(record, changed + late)];
    }

    private string Any() => _records.Keys.ElementAt(_random.Next(_records.Count));

    private TimeSpan Late() =>
        _random.Next(2) == 0 ? TimeSpan.Zero : TimeSpan.FromSeconds(_random.Next((int)_latest.TotalSeconds));
}
