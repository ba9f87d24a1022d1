namespace Integration.Delivery;

/// <summary>Why an attempt failed, or why none was made.</summary>
/// <param name="Kind">The kind; null where no attempt was made.</param>
/// <param name="Message">A sentence for an operator.</param>
/// <param name="HttpStatus">The answer's status, where there was one.</param>
public sealed record DeliveryError(AttemptErrorKind? Kind, string? Message, int? HttpStatus);
