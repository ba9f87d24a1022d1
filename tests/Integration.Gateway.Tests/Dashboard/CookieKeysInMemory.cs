using System.Collections.Concurrent;
using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.Repositories;

namespace Integration.Dashboard;

internal sealed class CookieKeysInMemory : IXmlRepository
{
    private readonly ConcurrentQueue<XElement> _elements = [];

    public IReadOnlyCollection<XElement> GetAllElements() => [.. _elements];

    public void StoreElement(XElement element, string friendlyName) => _elements.Enqueue(element);
}
