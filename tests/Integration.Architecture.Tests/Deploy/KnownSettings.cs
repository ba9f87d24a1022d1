using System.Reflection;
using System.Text.RegularExpressions;

namespace Integration.Deploy;

/// <summary>Every setting that the code reads: properties of bound options classes, and keys that stand in the code by name.</summary>
internal static partial class KnownSettings
{
    private static readonly Type[] s_types =
    [
        .. Directory
            .EnumerateFiles(AppContext.BaseDirectory, "Integration.*.dll")
            .Where(file => !file.EndsWith(".Tests.dll", StringComparison.Ordinal))
            .SelectMany(file => Assembly.LoadFrom(file).GetTypes()),
    ];

    /// <summary>The product's sources, by path.</summary>
    public static IReadOnlyDictionary<string, string> Sources { get; } =
        Directory
            .EnumerateFiles(Path.Combine(DeployFiles.Root, "src"), "*.cs", SearchOption.AllDirectories)
            .Where(file => !file.Contains("/obj/", StringComparison.Ordinal))
            .ToDictionary(file => file, File.ReadAllText, StringComparer.Ordinal);

    /// <summary>The options classes and the sections that they are bound to.</summary>
    public static IReadOnlyList<(string Section, Type Type)> Bound { get; } =
    [
        .. Sources
            .Values.SelectMany(source => Binding().Matches(source).Concat(DirectBinding().Matches(source)))
            .Select(match =>
                (
                    match.Groups["section"].Value,
                    s_types.Single(type => type.Name == match.Groups["type"].Value && !type.IsGenericType)
                )
            ),
        .. Sources
            .Values.SelectMany(source => PlatformBinding().Matches(source))
            .Select(match =>
                (
                    $"Integration:Platforms:{match.Groups["platform"].Value}",
                    s_types.Single(type => type.Name == match.Groups["type"].Value)
                )
            ),
    ];

    private static readonly HashSet<string> s_keys = new(
        [
            .. Bound.SelectMany(bound =>
                bound
                    .Type.GetProperties()
                    .Where(property => property.CanWrite)
                    .Select(property => $"{bound.Section}:{property.Name}")
            ),
            .. Sources
                .Values.SelectMany(source => Key().Matches(source))
                .Select(match => match.Groups["key"].Value.Replace("__", ":", StringComparison.Ordinal))
                .Except(Bound.Select(bound => bound.Section), StringComparer.OrdinalIgnoreCase),
            .. Sources
                .Values.SelectMany(source => ConnectionString().Matches(source))
                .Select(match => $"ConnectionStrings:{match.Groups["name"].Value}"),
        ],
        StringComparer.OrdinalIgnoreCase
    );

    /// <summary>Whether the code reads it; written with <c>__</c> or with colons.</summary>
    public static bool Has(string name)
    {
        var key = name.Replace("__", ":", StringComparison.Ordinal);
        return s_keys.Contains(key) || Bound.Any(bound => HasBelow(bound.Type, bound.Section, key));
    }

    // A setting of a part, or of one of several that people name: Channels:ops:Email:To:0.
    private static bool HasBelow(Type type, string section, string key)
    {
        if (!key.StartsWith(section + ":", StringComparison.OrdinalIgnoreCase))
        {
            return false;
        }

        var parts = key[(section.Length + 1)..].Split(':');
        Type? at = type;
        foreach (var part in parts)
        {
            at = at is null ? null : Below(at, part);
        }

        return at is not null && parts.Length > 1;
    }

    private static Type? Below(Type type, string part)
    {
        var arguments = type.GetGenericArguments();
        if (arguments.Length == 2)
        {
            return arguments[1];
        }

        if (arguments.Length == 1 && typeof(System.Collections.IEnumerable).IsAssignableFrom(type))
        {
            return part.All(char.IsAsciiDigit) ? arguments[0] : null;
        }

        return type.Namespace?.StartsWith("Integration", StringComparison.Ordinal) == true
            ? type.GetProperty(
                part,
                BindingFlags.Public | BindingFlags.Instance | BindingFlags.IgnoreCase
            )?.PropertyType
            : null;
    }

    [GeneratedRegex(
        """Add(?:Options)?<(?<type>\w+)(?:, \w+)?>\(services, "(?<section>Integration:[\w:]+)"\)""",
        RegexOptions.ExplicitCapture,
        10_000
    )]
    private static partial Regex Binding();

    [GeneratedRegex(
        """AddOptions<(?<type>\w+)>\(\)\s*\.BindConfiguration\("(?<section>[\w:]+)"\)""",
        RegexOptions.ExplicitCapture,
        10_000
    )]
    private static partial Regex DirectBinding();

    // The connectors' options, whose sections differ by the platform alone.
    [GeneratedRegex("""Bind<(?<type>\w+)>\(services, "(?<platform>\w+)"\)""", RegexOptions.ExplicitCapture, 10_000)]
    private static partial Regex PlatformBinding();

    [GeneratedRegex(
        """(configuration\[|Given\(parsed, \w+, )"(?<key>Integration(__|:)[\w:]+|PG_BINDIR)"|= "(?<key>OTEL_\w+)";""",
        RegexOptions.ExplicitCapture,
        10_000
    )]
    private static partial Regex Key();

    [GeneratedRegex("""GetConnectionString\("(?<name>\w+)"\)""", RegexOptions.ExplicitCapture, 10_000)]
    private static partial Regex ConnectionString();
}
