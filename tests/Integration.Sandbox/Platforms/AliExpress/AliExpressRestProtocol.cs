namespace Integration.Sandbox.Platforms.AliExpress;

/// <summary>AliExpress' system calls: <c>/rest{path}</c>, and the page on which sellers agree.</summary>
internal sealed class AliExpressRestProtocol : IopProtocol
{
    private const string Authorise = "oauth/authorize";

    public AliExpressRestProtocol(PlatformShop shop)
        : base(shop)
    {
        AddTokenCalls();
        Add(Authorise, new CallEntry(CallAccess.Open, new AuthorisePage(shop).Agree));
    }

    public override string? NameOf(PlatformRequest request) =>
        string.Equals(request.Path, $"/{Authorise}", StringComparison.Ordinal) ? Authorise : RestPathOf(request);
}
