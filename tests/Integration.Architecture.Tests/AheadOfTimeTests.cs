using System.Reflection.PortableExecutable;
using System.Runtime.InteropServices;
using System.Text.Json;
using Integration.Deploy;

namespace Integration;

/// <summary>What the build leaves in <c>bin/</c> is compiled ahead of time (decision 017), and not silently otherwise.</summary>
public sealed class AheadOfTimeTests
{
    private static readonly string s_bin = Path.Combine(
        DeployFiles.Root,
        "src",
        "Integration.Host",
        "bin",
        "Release",
        "net10.0"
    );

    public static TheoryData<string> Assemblies =>
        [
            "Integration.Host",
            "Integration.Abstractions",
            "Integration.Connectors",
            "Integration.Core",
            "Integration.Gateway",
            "Integration.Grains",
            "Integration.Storage",
            "Npgsql",
            "Orleans.Core",
            "Orleans.Runtime",
            "Orleans.Serialization",
            "Orleans.Streaming",
        ];

    [Theory]
    [MemberData(nameof(Assemblies))]
    public void Assembly_OfTheHost_CarriesCompiledCode(string name)
    {
        SkipElsewhere();
        using var reader = new PEReader(File.OpenRead(Path.Combine(s_bin, $"{name}.dll")));
        reader.PEHeaders.CorHeader!.ManagedNativeHeaderDirectory.Size.Should().BePositive();
    }

    [Fact]
    public void MethodsThatAreLeft_AreCompiledWellAtOnce()
    {
        SkipElsewhere();
        using var settings = JsonDocument.Parse(
            File.ReadAllText(Path.Combine(s_bin, "Integration.Host.runtimeconfig.json"))
        );
        settings
            .RootElement.GetProperty("runtimeOptions")
            .GetProperty("configProperties")
            .GetProperty("System.Runtime.TieredCompilation.QuickJit")
            .GetBoolean()
            .Should()
            .BeFalse();
    }

    private static void SkipElsewhere() =>
        Assert.SkipUnless(
            OperatingSystem.IsLinux() && RuntimeInformation.OSArchitecture == Architecture.X64,
            "compiled ahead of time on Linux on x64 only"
        );
}
