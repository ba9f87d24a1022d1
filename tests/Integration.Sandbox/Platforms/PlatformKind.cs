namespace Integration.Sandbox.Platforms;

/// <summary>The platforms that the sandbox can play.</summary>
public enum PlatformKind
{
    /// <summary>Taobao and Tmall: the TOP gateway, and the cross-border gateway beside it.</summary>
    Taobao,

    /// <summary>1688, the wholesale platform.</summary>
    Alibaba1688,

    /// <summary>Pinduoduo.</summary>
    Pinduoduo,

    /// <summary>AliExpress: the IOP gateway.</summary>
    AliExpress,

    /// <summary>Temu: the router of a region.</summary>
    Temu,
}
