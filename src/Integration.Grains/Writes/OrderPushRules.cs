using System.Text.Json;
using Integration.Orders;
using Integration.Problems;

namespace Integration.Writes;

/// <summary>What a request to place orders may hold; what a platform asks for beyond that its connector checks. Decides only.</summary>
internal static class OrderPushRules
{
    private const int MaxNumber = 64;
    private const int MaxLines = 500;
    private const int MaxId = 128;
    private const long MaxPieces = 1_000_000;
    private const int MaxPlace = 200;
    private const int MaxStreet = 500;
    private const int MaxPhone = 40;
    private const int MaxPostalCode = 20;
    private const int MaxNote = 2_000;

    /// <summary>The orders of a request, or everything that is wrong with it.</summary>
    public static Outcome<OrderDraft[]> Orders(byte[] body, OrderPushOptions options)
    {
        var read = AccountWriteRules.Read<OrderPushRequest>(body);
        if (!read.Succeeded)
        {
            return read.Problem;
        }

        var orders = read.Value.Orders;
        var errors = new FieldErrors();
        errors.When(
            orders.Length < 1 || orders.Length > options.MaxOrders,
            "orders",
            $"1 to {options.MaxOrders} orders; send the rest by another request."
        );
        if (orders.Length <= options.MaxOrders)
        {
            var first = new Dictionary<string, int>(StringComparer.Ordinal);
            foreach (var (at, order) in orders.Index())
            {
                Check(order, $"orders[{at}]", errors);
                if (order?.Number is { } number && !first.TryAdd(number, at))
                {
                    errors.Add($"orders[{at}].number", $"orders[{first[number]}] has it already.");
                }
            }
        }

        return errors.Problem is { } problem ? problem : orders;
    }

    private static void Check(OrderDraft? order, string at, FieldErrors errors)
    {
        if (order is null)
        {
            errors.Add(at, "An order.");
            return;
        }

        errors.When(
            order.Number is not { Length: > 0 and <= MaxNumber }
                || !order.Number.All(static c => c is > ' ' and <= '~'),
            $"{at}.number",
            $"1 to {MaxNumber} visible ASCII characters, none of them a space."
        );
        errors.When(
            order.Note is not null
                && (order.Note.Length > MaxNote || order.Note.Contains('\0', StringComparison.Ordinal)),
            $"{at}.note",
            $"To {MaxNote} characters."
        );
        errors.When(
            order.PlatformFields is { ValueKind: not (JsonValueKind.Object or JsonValueKind.Null) },
            $"{at}.platform_fields",
            "An object."
        );
        Check(order.Lines ?? [], $"{at}.lines", errors);
        Check(order.Recipient, $"{at}.recipient", errors);
    }

    private static void Check(OrderDraftLine?[] lines, string at, FieldErrors errors)
    {
        errors.When(lines.Length is < 1 or > MaxLines, at, $"1 to {MaxLines} lines.");
        var first = new Dictionary<(string?, string?), int>();
        foreach (var (number, line) in lines.Take(MaxLines).Index())
        {
            var place = $"{at}[{number}]";
            errors.When(!IsText(line?.ProductId, MaxId), $"{place}.product_id", $"1 to {MaxId} characters.");
            errors.When(
                line?.VariantId is not null && !IsText(line.VariantId, MaxId),
                $"{place}.variant_id",
                $"1 to {MaxId} characters."
            );
            errors.When(
                line is null || line.Quantity is < 1 or > MaxPieces,
                $"{place}.quantity",
                $"1 to {MaxPieces} pieces."
            );
            if (line is not null && !first.TryAdd((line.ProductId, line.VariantId), number))
            {
                errors.Add(place, $"lines[{first[(line.ProductId, line.VariantId)]}] has the same goods already.");
            }
        }
    }

    private static void Check(OrderRecipient? to, string at, FieldErrors errors)
    {
        (string Name, string? Text, int Most, bool Needed)[] texts =
        [
            ("name", to?.Name, MaxPlace, true),
            ("mobile", to?.Mobile, MaxPhone, false),
            ("phone", to?.Phone, MaxPhone, false),
            ("province", to?.Province, MaxPlace, true),
            ("city", to?.City, MaxPlace, true),
            ("district", to?.District, MaxPlace, false),
            ("town", to?.Town, MaxPlace, false),
            ("street", to?.Street, MaxStreet, true),
            ("postal_code", to?.PostalCode, MaxPostalCode, false),
        ];
        foreach (var (name, text, most, needed) in texts)
        {
            errors.When(
                (needed || text is not null) && !IsText(text, most),
                $"{at}.{name}",
                $"1 to {most} characters."
            );
        }

        errors.When(to is { Mobile: null, Phone: null }, $"{at}.mobile", "A mobile number or a phone number.");
    }

    private static bool IsText(string? text, int most) =>
        !string.IsNullOrWhiteSpace(text) && text.Length <= most && !text.Any(char.IsControl);
}
