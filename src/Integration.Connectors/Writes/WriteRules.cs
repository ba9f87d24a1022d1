using Integration.Platforms;

namespace Integration.Writes;

/// <summary>What a failed write may have done all the same.</summary>
public static class WriteRules
{
    private const int ServerError = 500;

    /// <summary>Whether the platform may have done it: the call was on its way, and no usable answer says that it was not.</summary>
    public static bool MayBeDone(PlatformFailure failure) =>
        !failure.IsHeldBack
        && (
            failure.MayBeDone
            || failure.HttpStatus >= ServerError
            || failure.Reason
                is FailureReason.Network
                    or FailureReason.Timeout
                    or FailureReason.InvalidAnswer
                    or FailureReason.AnswerTooLarge
        );
}
