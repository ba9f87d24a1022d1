using Integration.Sandbox.Platforms;

namespace Integration.Platforms;

/// <summary>Placed first at the front, in two lists, in local times.</summary>
public sealed class AliExpressOrderMeetingTests : OrderMeeting
{
    protected override PlatformKind Kind => PlatformKind.AliExpress;

    protected override string App => "dropshipper";

    internal override OrderTelling Telling => OrderTelling.AliExpress;
}
