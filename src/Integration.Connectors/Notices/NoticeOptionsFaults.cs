using System.ComponentModel.DataAnnotations;

namespace Integration.Notices;

/// <summary>Says everything that is wrong with the options of a channel. No fault repeats a value: many are secrets.</summary>
public static class NoticeOptionsFaults
{
    /// <summary>All faults; empty when the options are valid.</summary>
    /// <param name="options">The options of a channel or of the dispatcher.</param>
    public static IReadOnlyList<string> Of(object options)
    {
        var faults = new List<ValidationResult>();
        var context = new ValidationContext(options);
        if (Validator.TryValidateObject(options, context, faults, validateAllProperties: true))
            return [];
        // The framework asks an object for its own faults only when its members have none; here all are told at once.
        if (options is IValidatableObject own)
            faults = [.. faults.UnionBy(own.Validate(context), static fault => fault.ErrorMessage)];
        return [.. faults.Select(static fault => fault.ErrorMessage ?? "invalid")];
    }

    /// <summary>For constructors: options that are not valid are a bug of the caller.</summary>
    /// <exception cref="ArgumentException">The options are not valid.</exception>
    internal static T Checked<T>(T options)
        where T : class
    {
        var faults = Of(options);
        return faults.Count == 0 ? options : throw new ArgumentException(string.Join(' ', faults), nameof(options));
    }
}
