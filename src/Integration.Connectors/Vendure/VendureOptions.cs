using System.ComponentModel.DataAnnotations;
using System.Text.RegularExpressions;
using Integration.Catalogue;

namespace Integration.Vendure;

/// <summary>How Vendure shops are called. Each is an installation of its own: an account's kind of app says which.</summary>
public sealed partial class VendureOptions : PlatformOptions, IValidatableObject
{
    /// <summary>The admin API of the kind of app <c>shop</c>; default is where Vendure listens on the same machine.</summary>
    public Uri ShopUrl { get; set; } = new("http://127.0.0.1:3000/admin-api");

    /// <summary>
    /// The admin APIs of further shops, by the kind of app that accounts name for them: 1 to 40 of <c>[a-z_]</c>, not <c>shop</c>;
    /// default none.
    /// </summary>
    public Dictionary<string, Uri> MoreShops { get; init; } = new(StringComparer.Ordinal);

    /// <summary>
    /// Orders a page; 1 to 1,000, which is Vendure's limit, default 100. An order has about 3 KB of JSON: more a page are fewer calls,
    /// and each of them takes longer.
    /// </summary>
    [Range(1, 1000)]
    public int OrdersPerPage { get; set; } = 100;

    /// <summary>
    /// How long after it was placed an order is read with the changes whatever its state; 0 to 3,650 d, default 30 d. Vendure does not
    /// tell when a state changed, so what may have changed is read. An order that comes to its end later than this is seen there by its
    /// webhook, or by the next full sync. Longer reads more orders each time.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00", "3650.00:00:00")]
    public TimeSpan OrderReadAgain { get; set; } = TimeSpan.FromDays(30);

    /// <summary>
    /// How long before the shop's now a window of orders ends; 0 to 1 h, default 5 s. Longer than a transaction of the shop, or orders
    /// come into the pages under way.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00", "01:00:00")]
    public TimeSpan OrderLag { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>
    /// How much of the window before is read again; 1 s to 1 d, default 2 min. Orders that come into the list later than this after
    /// their change are found by the next full sync only.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan OrderOverlap { get; set; } = TimeSpan.FromMinutes(2);

    internal override IEnumerable<(string Name, Uri Url)> Urls =>
        [
            (nameof(ShopUrl), ShopUrl),
            .. MoreShops.Select(static shop => ($"{nameof(MoreShops)}:{shop.Key}", shop.Value)),
        ];

    /// <inheritdoc />
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext) =>
        MoreShops
            .Keys.Where(static name => name == VendureDeclaration.Shop || !Name().IsMatch(name))
            .Select(static name => new ValidationResult(
                $"{nameof(MoreShops)}: '{name}' has to be 1 to 40 of a to z and _, and not {VendureDeclaration.Shop}."
            ));

    [GeneratedRegex("^[a-z_]{1,40}\\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Name();
}
