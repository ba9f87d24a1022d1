using System.Text.Json;
using Integration.Sandbox.Platforms.Orders;

namespace Integration.Sandbox.Shop;

/// <summary>Keeps the shop's orders between two runs: a shop does not forget its orders because the hub was away.</summary>
internal static class BookFile
{
    /// <summary>What an earlier run left; null where there is nothing that can be read.</summary>
    public static SavedBook? Read(string path)
    {
        try
        {
            return JsonSerializer.Deserialize<SavedBook>(File.ReadAllBytes(path)) is { Orders: not null } book
                ? book
                : null;
        }
        catch (Exception none) when (none is IOException or JsonException)
        {
            // A new shop then. Its orders have the same numbers, and each is newer than what the hub knows of it.
            return null;
        }
    }

    /// <summary>Writes it in one step: whoever is killed meanwhile leaves the older one.</summary>
    public static void Write(string path, SavedBook book)
    {
        var newer = path + ".new";
        File.WriteAllBytes(newer, JsonSerializer.SerializeToUtf8Bytes(book));
        File.Move(newer, path, overwrite: true);
    }
}
