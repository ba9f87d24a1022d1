using Integration.Sandbox.Platforms;

namespace Integration.Platforms;

/// <summary>Placed first at the front, in two lists, in local times.</summary>
public sealed class AliExpressOrderMeetingTests : OrderMeeting
{
    protected override PlatformKind Kind => PlatformKind.AliExpress;

    protected override string App => "dropshipper";

    internal override OrderTelling Telling { get; } =
        new()
        {
            Marks = static isUrgent => $"issue_status={(isUrgent ? "IN" : "NO")}_ISSUE,frozen_status=NO_FROZEN",
            Currency = "USD",
            Variants = false,
        };
}
