using Integration.Sandbox.Platforms;

namespace Integration.Platforms;

/// <summary>Placed last first, whichever time the window goes by; 20 a page at most.</summary>
public sealed class Alibaba1688OrderMeetingTests : OrderMeeting
{
    protected override PlatformKind Kind => PlatformKind.Alibaba1688;

    protected override string App => "seller";

    internal override OrderTelling Telling => OrderTelling.Alibaba1688;
}
