using System.Text.Json;

namespace Integration.Mapping;

/// <summary>A payload that can be asked for values.</summary>
public sealed class PayloadDocument : IDisposable
{
    private readonly JsonDocument? _document;

    internal PayloadDocument(PayloadForm form, JsonDocument? document)
    {
        Form = form;
        _document = document;
    }

    /// <summary>What the payload is.</summary>
    public PayloadForm Form { get; }

    /// <summary>The payload as JSON; for a form the object of its fields; null for anything else.</summary>
    public JsonElement? Root => _document?.RootElement;

    /// <inheritdoc />
    public void Dispose() => _document?.Dispose();
}
