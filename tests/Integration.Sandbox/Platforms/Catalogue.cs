namespace Integration.Sandbox.Platforms;

/// <summary>The goods of a platform's shop: made by seed, changed by calls and tests.</summary>
public sealed class Catalogue
{
    private readonly Lock _lock = new();
    private readonly Dictionary<long, CatalogueProduct> _byId;
    private readonly List<long> _order;
    private readonly CatalogueMaker _maker;
    private readonly TimeProvider _time;

    internal Catalogue(PlatformKind kind, PlatformOptions options, TimeProvider time)
    {
        _time = time;
        _maker = new CatalogueMaker(kind, options);
        _byId = new Dictionary<long, CatalogueProduct>(options.Products);
        _order = new List<long>(options.Products);
        for (var index = 0; index < options.Products; index++)
        {
            Put(_maker.Make(index));
        }
    }

    /// <summary>All products in the order in which they were put in, deleted ones too: a copy.</summary>
    public IReadOnlyList<CatalogueProduct> Products
    {
        get
        {
            lock (_lock)
            {
                return [.. _order.Select(id => _byId[id])];
            }
        }
    }

    /// <summary>The product of that id; null where there is none.</summary>
    public CatalogueProduct? Find(long id)
    {
        lock (_lock)
        {
            return _byId.GetValueOrDefault(id);
        }
    }

    /// <summary>Changes a product and marks it as modified now; returns the new one, or null where there is no such product.</summary>
    public CatalogueProduct? Change(long id, Func<CatalogueProduct, CatalogueProduct> change)
    {
        lock (_lock)
        {
            if (!_byId.TryGetValue(id, out var product))
            {
                return null;
            }

            var changed = change(product) with { Id = id, Index = product.Index, Modified = _time.GetUtcNow() };
            _byId[id] = changed;
            return changed;
        }
    }

    /// <summary>Puts in one more product; null where the shop is full (<see cref="PlatformOptions.MaxProducts"/>).</summary>
    /// <param name="fill">Gets a product as the seed makes it and returns what is put in.</param>
    public CatalogueProduct? Add(Func<CatalogueProduct, CatalogueProduct> fill)
    {
        lock (_lock)
        {
            if (_order.Count >= PlatformOptions.MaxProducts)
            {
                return null;
            }

            var now = _time.GetUtcNow();
            var made = _maker.Make(_order.Count) with { Created = now, Modified = now };
            var product = fill(made) with { Id = made.Id, Index = made.Index };
            Put(product);
            return product;
        }
    }

    private void Put(CatalogueProduct product)
    {
        _byId.Add(product.Id, product);
        _order.Add(product.Id);
    }
}
