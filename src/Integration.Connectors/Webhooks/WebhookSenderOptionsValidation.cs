using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Integration.Webhooks;

/// <summary>Checks the options at start and tells all faults at once.</summary>
internal sealed class WebhookSenderOptionsValidation : IValidateOptions<WebhookSenderOptions>
{
    public ValidateOptionsResult Validate(string? name, WebhookSenderOptions options)
    {
        var faults = new List<ValidationResult>();
        Validator.TryValidateObject(options, new ValidationContext(options), faults, validateAllProperties: true);
        var messages = faults
            .Select(static fault => fault.ErrorMessage ?? "invalid")
            .Concat(Faults(nameof(DialGuardOptions.Allow), options.Guard.Allow))
            .Concat(Faults(nameof(DialGuardOptions.Deny), options.Guard.Deny))
            .ToList();
        return messages.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(messages);
    }

    private static IEnumerable<string> Faults(string list, IList<string> entries) =>
        entries.Count > NetworkList.MaxEntries
            ? [$"Guard.{list} has {entries.Count} entries, more than {NetworkList.MaxEntries}."]
            : entries
                .Where(static entry => !NetworkList.TryParse(entry, out _))
                .Select(entry => $"Guard.{list}: '{entry}' is neither a network such as 10.0.0.0/8 nor an address.");
}
