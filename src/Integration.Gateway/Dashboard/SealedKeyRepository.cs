using System.Text;
using System.Xml.Linq;
using Integration.Access;
using Integration.Secrets;
using Integration.Time;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.Extensions.Logging;

namespace Integration.Dashboard;

/// <summary>Keeps the framework's keys in the database, each sealed whole with the cluster's shared key and bound to its row.</summary>
internal sealed partial class SealedKeyRepository(
    ProtectionKeyStore store,
    KeyRing keys,
    DatabaseClock clock,
    ILogger<SealedKeyRepository> logger
) : IXmlRepository
{
    public IReadOnlyCollection<XElement> GetAllElements()
    {
        var elements = new List<XElement>();
        foreach (var stored in store.All())
        {
            try
            {
                var text = SecretEnvelope.Open(keys, stored.Sealed, PlaceOf(stored.Id));
                elements.Add(XElement.Parse(Encoding.UTF8.GetString(text)));
            }
            catch (SecretUnreadableException unreadable)
            {
                // Sealed with a key that is not in our file any more: its cookies end, a new one is made.
                LogUnreadable(unreadable, stored.Id);
            }
        }

        return elements;
    }

    public void StoreElement(XElement element, string friendlyName)
    {
        var text = Encoding.UTF8.GetBytes(element.ToString(SaveOptions.DisableFormatting));
        var sealedText = SecretEnvelope.Seal(keys, text, PlaceOf(friendlyName));
        store.Add(new StoredProtectionKey(friendlyName, sealedText), clock.UtcNow());
    }

    private static string PlaceOf(string id) => $"protection-key|{id}";

    [LoggerMessage(LogLevel.Warning, "The key {Id} of dashboard cookies cannot be opened and is passed over")]
    private partial void LogUnreadable(Exception exception, string id);
}
