using ArchUnitNET.Domain;
using ArchUnitNET.Loader;
using ArchUnitNET.xUnitV3;
using static ArchUnitNET.Fluent.ArchRuleDefinition;
using Assembly = System.Reflection.Assembly;

namespace Integration;

/// <summary>A project is a direction of dependency (docs/decisions/001): these are the directions.</summary>
public sealed class DependencyTests
{
    private static readonly string[] Names =
    [
        "Integration.Abstractions",
        "Integration.Core",
        "Integration.Connectors",
        "Integration.Storage",
        "Integration.Grains",
        "Integration.Gateway",
        "Integration.Host",
    ];

    private static readonly Architecture Product = new ArchLoader()
        .LoadAssemblies([.. Names.Select(Assembly.Load)])
        .Build();

    public static TheoryData<string, string> Forbidden =>
        new()
        {
            { "Integration.Abstractions", "Integration.Core" },
            { "Integration.Core", "Integration.Abstractions" },
            { "Integration.Connectors", "Integration.Storage" },
            { "Integration.Storage", "Integration.Connectors" },
            { "Integration.Storage", "Integration.Grains" },
            { "Integration.Gateway", "Integration.Grains" },
            { "Integration.Gateway", "Integration.Connectors" },
            { "Integration.Grains", "Integration.Gateway" },
            { "Integration.Grains", "Integration.Host" },
            { "Integration.Gateway", "Integration.Host" },
        };

    [Theory]
    [MemberData(nameof(Forbidden))]
    public void Project_DoesNotKnow_TheOther(string project, string other)
    {
        var types = Product.Types.Where(type => BelongsTo(type, project)).ToList();
        types.Should().NotBeEmpty("a rule about nothing passes silently");
        var found = types
            .SelectMany(type => type.Dependencies)
            // The library gives type parameters the assembly of whichever method it met first.
            .Where(use => use.Target is not GenericParameter && BelongsTo(use.Target, other))
            .Select(use => $"{use.Origin.FullName} → {use.Target.FullName}");
        found.Should().BeEmpty();
    }

    [Theory]
    [InlineData("Orleans")]
    [InlineData("Npgsql")]
    [InlineData("Microsoft.AspNetCore")]
    [InlineData("System.Net.Http")]
    public void Core_IsPure(string forbidden)
    {
        var references = Assembly
            .Load("Integration.Core")
            .GetReferencedAssemblies()
            .Select(reference => reference.Name!);
        references
            .Should()
            .NotContain(name => name == forbidden || name.StartsWith(forbidden + ".", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("Integration.Grains", "Npgsql.NpgsqlCommand")]
    [InlineData("Integration.Gateway", "Npgsql.NpgsqlCommand")]
    [InlineData("Integration.Grains", "System.Net.Http.HttpClient")]
    public void Project_LeavesItToTheProjectMadeForIt(string project, string type)
    {
        var found = Product
            .Types.Where(one => BelongsTo(one, project))
            .Where(one => one.Dependencies.Any(use => use.Target.FullName == type))
            .Select(one => one.FullName);
        found.Should().BeEmpty();
    }

    [Fact]
    public void Grains_AreInternalAndSealed() =>
        Classes()
            .That()
            .AreAssignableTo(typeof(Orleans.Grain))
            .Should()
            .BeSealed()
            .AndShould()
            .BeInternal()
            .Check(Product);

    [Fact]
    public void GrainInterfaces_StandInAbstractionsOrAreInternal()
    {
        var grains = Product
            .Interfaces.Where(one => one.ImplementedInterfaces.Any(i => i.FullName == "Orleans.Runtime.IAddressable"))
            .ToList();
        grains.Should().NotBeEmpty();
        grains
            .Where(one => !BelongsTo(one, "Integration.Abstractions"))
            .Where(one => one.Visibility == Visibility.Public)
            .Should()
            .BeEmpty();
    }

    [Fact]
    public void Namespaces_NeverHideOrleans() =>
        Product
            .Types.Where(type => type.FullName.StartsWith("Integration.Orleans", StringComparison.Ordinal))
            .Should()
            .BeEmpty();

    // The library names an assembly by its short or its full name, as it was loaded.
    private static bool BelongsTo(IType type, string project) =>
        type.Assembly is { } assembly
        && (assembly.Name == project || assembly.Name.StartsWith(project + ",", StringComparison.Ordinal));
}
