using System.ComponentModel.DataAnnotations;
using Integration.Calls;
using Microsoft.Extensions.Options;

namespace Integration.Catalogue;

/// <summary>Checks a connector's options at start and tells all faults at once.</summary>
internal sealed class PlatformOptionsValidation<TOptions> : IValidateOptions<TOptions>
    where TOptions : PlatformOptions
{
    public ValidateOptionsResult Validate(string? name, TOptions options)
    {
        var faults = new List<ValidationResult>();
        Validator.TryValidateObject(options, new ValidationContext(options), faults, validateAllProperties: true);
        var pipeline = options.Pipeline;
        Validator.TryValidateObject(pipeline, new ValidationContext(pipeline), faults, validateAllProperties: true);
        var messages = faults
            .Select(static fault => fault.ErrorMessage ?? "invalid")
            .Concat(
                options
                    .Urls.Where(static entry => !SafeAddress.IsSafe(entry.Url))
                    .Select(static entry => $"{entry.Name} must be an absolute https URL (http on loopback only).")
            )
            .Select(static message => $"{typeof(TOptions).Name}: {message}")
            .ToList();
        return messages.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(messages);
    }
}
