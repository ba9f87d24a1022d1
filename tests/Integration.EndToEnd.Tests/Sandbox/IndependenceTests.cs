using Integration.Sandbox.Signing;

namespace Integration.Sandbox;

/// <summary>R2: the sandbox shares no code with the product, so that both being wrong in the same way is unlikely.</summary>
public sealed class IndependenceTests
{
    [Fact]
    public void Sandbox_ReferencesNothingOfOurs() =>
        typeof(StandardWebhooksKey)
            .Assembly.GetReferencedAssemblies()
            .Select(reference => reference.Name)
            .Should()
            .Contain("Spectre.Console")
            .And.NotContain(name => name!.StartsWith("Integration.", StringComparison.Ordinal));
}
