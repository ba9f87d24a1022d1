using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Integration.Links;

/// <summary>Checks the options at start and tells all faults at once.</summary>
internal sealed class LinkOptionsValidation : IValidateOptions<LinkOptions>
{
    /// <inheritdoc />
    public ValidateOptionsResult Validate(string? name, LinkOptions options)
    {
        var faults = new List<ValidationResult>();
        Validator.TryValidateObject(options, new ValidationContext(options), faults, validateAllProperties: true);
        return faults.Count == 0
            ? ValidateOptionsResult.Success
            : ValidateOptionsResult.Fail(
                faults.Select(static fault => $"{nameof(LinkOptions)}: {fault.ErrorMessage ?? "invalid"}")
            );
    }
}
