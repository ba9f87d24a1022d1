using System.CommandLine;
using System.CommandLine.Help;
using System.Reflection;

namespace Integration.CommandLine;

/// <summary>Reads the host's command line.</summary>
internal sealed class HostCommandLine
{
    private readonly Option<string> _role = new("--role")
    {
        Description = "What this process runs (default all; Integration__Role)",
        HelpName = "all|silo|gateway",
    };

    private readonly Option<string> _dataDirectory = new("--data-dir")
    {
        Description = "Folder of the embedded database and the keys (default .data; Integration__DataDir)",
        HelpName = "DIR",
        Recursive = true,
    };

    private readonly Option<string> _urls = new("--urls")
    {
        Description = "Addresses to listen on, separated by ';' (default http://127.0.0.1:8080; Integration__Urls)",
        HelpName = "URLS",
    };

    private readonly Option<string[]> _set = new("--set")
    {
        Description =
            "A setting, such as Integration:Delivery:Concurrency=3; may be repeated. "
            + "Every setting may also be an environment variable (Integration__Delivery__Concurrency)",
        HelpName = "KEY=VALUE",
        Recursive = true,
    };

    private readonly Option<string> _keyRole = new("--role")
    {
        Description = "What the key may do",
        HelpName = "administrator|operator|viewer|sender",
        Required = true,
    };

    private readonly Option<string> _keyName = new("--name")
    {
        Description = "Name of the key; one is made when it is left out",
        HelpName = "NAME",
    };

    private readonly Func<string, string?> _environment;
    private readonly VersionOption _version = new();
    private readonly RootCommand _root = new("Integration hub: webhooks in, webhooks out, nothing lost.");
    private readonly Command _createKey = new("create-key", "Makes an API key and prints it once; needs the database.");

    private HostCommandLine(Func<string, string?> environment)
    {
        _environment = environment;
        var builtIn = _root.Options.OfType<VersionOption>().Single();
        _root.Options.Remove(builtIn);
        foreach (var option in (Option[])[_role, _dataDirectory, _urls, _set, _version])
        {
            _root.Options.Add(option);
        }

        _createKey.Options.Add(_keyRole);
        _createKey.Options.Add(_keyName);
        _root.Subcommands.Add(_createKey);

        // Parsing decides, Program acts; without actions System.CommandLine would demand a sub-command.
        _root.SetAction(_ => ExitCodes.Success);
        _createKey.SetAction(_ => ExitCodes.Success);
    }

    /// <summary>
    /// Reads the arguments. Help and version are written to <paramref name="output"/>, all faults at once to
    /// <paramref name="error"/>.
    /// </summary>
    /// <param name="arguments">As given to the program.</param>
    /// <param name="environment">Looks an environment variable up.</param>
    /// <param name="output">Standard output.</param>
    /// <param name="error">Standard error.</param>
    public static HostCommandLineResult Read(
        IReadOnlyList<string> arguments,
        Func<string, string?> environment,
        TextWriter output,
        TextWriter error
    ) => new HostCommandLine(environment).Read(arguments, output, error);

    private HostCommandLineResult Read(IReadOnlyList<string> arguments, TextWriter output, TextWriter error)
    {
        // No response files: a value that starts with @ is a value.
        var configuration = new ParserConfiguration { ResponseFileTokenReplacer = null, EnablePosixBundling = false };
        var parsed = _root.Parse(arguments, configuration);
        if (parsed.Action is HelpAction help)
        {
            parsed.InvocationConfiguration.Output = output;
            return new HostCommandLineResult(null, help.Invoke(parsed));
        }

        if (parsed.Errors.Count == 0 && parsed.GetResult(_version) is not null)
        {
            output.WriteLine(Version());
            return new HostCommandLineResult(null, ExitCodes.Success);
        }

        var faults = parsed.Errors.Select(fault => fault.Message).ToList();
        var asked = Interpret(parsed, new ArgumentValues(faults));
        if (faults.Count == 0)
        {
            return new HostCommandLineResult(asked, ExitCodes.Success);
        }

        foreach (var fault in faults.Distinct(StringComparer.Ordinal))
        {
            error.WriteLine(fault);
        }

        error.WriteLine("--help tells what may be given.");
        return new HostCommandLineResult(null, ExitCodes.Usage);
    }

    private HostArguments Interpret(ParseResult parsed, ArgumentValues values)
    {
        var defaults = new HostArguments();
        var createsKey = parsed.CommandResult.Command == _createKey;
        return new HostArguments
        {
            Role = values.Choice(Given(parsed, _role, "Integration__Role"), defaults.Role),
            DataDirectory = values.Folder(
                Given(parsed, _dataDirectory, "Integration__DataDir"),
                defaults.DataDirectory
            ),
            Urls = values.Urls(Given(parsed, _urls, "Integration__Urls"), defaults.Urls),
            Settings = values.Settings(parsed.GetResult(_set) is null ? [] : parsed.GetValue(_set) ?? []),
            NewKey = createsKey
                ? new KeyRequest(
                    values.Choice(Given(parsed, _keyRole, ""), Access.Role.Viewer),
                    values.Name(Given(parsed, _keyName, ""))
                )
                : null,
        };
    }

    private NamedValue Given(ParseResult parsed, Option<string> option, string variable)
    {
        // An option without its value is a fault that the parser has named already.
        if (parsed.GetResult(option) is { Implicit: false } result)
        {
            return new NamedValue(option.Name, result.Tokens.Count == 1 ? result.Tokens[0].Value : null);
        }

        return new NamedValue(variable, variable.Length > 0 ? _environment(variable) : null);
    }

    private static string Version() =>
        typeof(HostCommandLine)
            .Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!
            .InformationalVersion;
}
