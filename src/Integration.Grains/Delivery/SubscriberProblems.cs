using Integration.Problems;

namespace Integration.Delivery;

/// <summary>The problems that a subscriber answers with beside those of every resource.</summary>
internal static class SubscriberProblems
{
    public static Problem Disabled(string id) =>
        new("subscriber-disabled", 409, $"The subscriber '{id}' is disabled; enable it to send a test event.");
}
