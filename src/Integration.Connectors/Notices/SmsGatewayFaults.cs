using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using Integration.Calls;

namespace Integration.Notices;

/// <summary>Checks what attributes cannot: templates, headers and numbers.</summary>
internal static class SmsGatewayFaults
{
    private const int MaxHeaders = 20;
    private const int MaxHeaderLength = 4_000;
    private const int MaxNumberLength = 32;

    private static readonly string[] OwnHeaders =
    [
        "Connection",
        "Content-Length",
        "Content-Type",
        "Host",
        "Transfer-Encoding",
    ];

    internal static IEnumerable<ValidationResult> Of(SmsGatewayOptions options)
    {
        if (options.Url.Length > 0 && !IsAddress(options.Url))
            yield return new("Url must be an absolute https address without user name; http only to this machine.");
        else if (options.Url.Length > 0 && HostOf(options.Url, "a") != HostOf(options.Url, "b"))
            yield return new("Url must hold its placeholders behind the host.");
        foreach (var name in SmsTemplate.Unknown(options.Url).Concat(SmsTemplate.Unknown(options.Body)).Distinct())
            yield return new($"{{{name}}} is not one of the placeholders {string.Join(", ", SmsTemplate.Names)}.");
        if (!Enum.IsDefined(options.BodyKind))
            yield return new("BodyKind must be None, Json, Form, Xml or Text.");
        if (options.BodyKind == SmsBodyKind.Json && !IsJson(options.Body))
            yield return new("Body must be JSON when its placeholders are filled.");
        if (options.Method == "GET" && options.BodyKind != SmsBodyKind.None)
            yield return new("BodyKind must be None with the method GET.");
        if (options.Headers.Count > MaxHeaders)
            yield return new($"Headers must be at most {MaxHeaders}.");
        foreach (var (name, value) in options.Headers.Where(static header => !IsHeader(header.Key, header.Value)))
            yield return new(
                $"Headers: '{NoticeText.Cut(NoticeText.OneLine(name), 64)}' is not allowed or has a bad value."
            );
        if (options.Recipients.Any(static number => number.Trim().Length is 0 or > MaxNumberLength))
            yield return new($"Recipients must have 1 to {MaxNumberLength} characters each.");
    }

    private static bool IsAddress(string template) =>
        Uri.TryCreate(Filled(template, "a"), UriKind.Absolute, out var url) && SafeAddress.IsSafe(url);

    private static string HostOf(string template, string value) => new Uri(Filled(template, value)).Authority;

    private static string Filled(string template, string value) =>
        SmsTemplate.Fill(template, _ => value, static text => text);

    private static bool IsJson(string template)
    {
        try
        {
            using var document = JsonDocument.Parse(Filled(template, "a"));
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static bool IsHeader(string name, string value) =>
        name.Length is > 0 and <= 64
        && name.All(static c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_')
        && !OwnHeaders.Contains(name, StringComparer.OrdinalIgnoreCase)
        && value.Length <= MaxHeaderLength
        && value.All(static c => c is >= ' ' and <= '~');
}
