using Integration.Sandbox.Platforms;

namespace Integration.Platforms;

/// <summary>Newest changed first, windows of a day, a window of its own call for trades by their placing.</summary>
public sealed class TaobaoTradeMeetingTests : OrderMeeting
{
    protected override PlatformKind Kind => PlatformKind.Taobao;

    protected override string App => "seller";

    protected override bool TellsEachPackage => false;

    internal override OrderTelling Telling => OrderTelling.Taobao;
}
