using YamlDotNet.Core;
using YamlDotNet.Serialization;

namespace Integration.Deploy;

/// <summary>The files of <c>deploy/</c>, parsed.</summary>
internal static class DeployFiles
{
    public static string Root { get; } = FindRoot();

    public static YamlValue Compose { get; } = Yaml("deploy/compose/compose.yaml").Single();

    /// <summary>All Kubernetes objects of all manifests.</summary>
    public static IReadOnlyList<YamlValue> Manifests { get; } =
    [
        .. Directory
            .EnumerateFiles(Path.Combine(Root, "deploy", "kubernetes"), "*.yaml")
            .Order(StringComparer.Ordinal)
            .SelectMany(file => Yaml(Path.GetRelativePath(Root, file))),
    ];

    /// <summary>The services of the compose file that run the hub, by name.</summary>
    public static IReadOnlyDictionary<string, YamlValue> HubServices { get; } =
        Compose["services"]
            .Fields.Where(service => service.Value["image"].Text == "integration-hub")
            .ToDictionary(service => service.Key, service => service.Value, StringComparer.Ordinal);

    /// <summary>The containers of all deployments.</summary>
    public static IReadOnlyList<YamlValue> Containers { get; } =
    [.. OfKind("Deployment").SelectMany(deployment => deployment["spec"]["template"]["spec"]["containers"].Items)];

    public static IEnumerable<YamlValue> OfKind(string kind) =>
        Manifests.Where(manifest => manifest["kind"].Text == kind);

    public static string Text(string path) => File.ReadAllText(Path.Combine(Root, path));

    /// <summary>The documents of a YAML file, merge keys applied.</summary>
    public static IReadOnlyList<YamlValue> Yaml(string path)
    {
        using var reader = new StringReader(Text(path));
        var parser = new MergingParser(new Parser(reader));
        var deserializer = new DeserializerBuilder().Build();
        var documents = new List<YamlValue>();
        parser.Consume<YamlDotNet.Core.Events.StreamStart>();
        while (parser.Accept<YamlDotNet.Core.Events.DocumentStart>(out _))
        {
            documents.Add(new YamlValue(deserializer.Deserialize(parser)));
        }

        return documents;
    }

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Integration.Orleans.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new InvalidOperationException("The tests run outside the repository.");
    }
}
