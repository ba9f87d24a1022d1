using System.CommandLine;
using Integration.Benchmarks.Hosts;

namespace Integration.Benchmarks.Reports;

/// <summary>Options that all benchmarks of the host share.</summary>
internal sealed class CommonOptions
{
    private readonly Option<string?> _host = new("--host")
    {
        Description = "Integration.Host.dll (default: the Release build of this repository)",
    };

    private readonly Option<string> _work = new("--work-dir")
    {
        Description = "Where data folders are made and removed again; a real disk, not memory",
        DefaultValueFactory = _ => "/var/tmp",
    };

    private readonly Option<int> _port = new("--port")
    {
        Description = "Port of the host; the baseline gets the next one",
        DefaultValueFactory = _ => 18_200,
    };

    private readonly Option<string?> _write = new("--write") { Description = "Markdown file to write the result into" };

    private readonly Option<string[]> _set = new("--set")
    {
        Description = "A setting of the host, KEY=VALUE; may be repeated",
    };

    public void AddTo(Command command)
    {
        foreach (var option in (Option[])[_host, _work, _port, _write, _set])
        {
            command.Options.Add(option);
        }
    }

    public string HostPath(ParseResult parsed)
    {
        var path = parsed.GetValue(_host) ?? HostFiles.Host();
        return File.Exists(path)
            ? path
            : throw new FileNotFoundException(
                $"There is no host at {path}: dotnet build src/Integration.Host -c Release"
            );
    }

    public string WorkFolder(ParseResult parsed) => parsed.GetRequiredValue(_work);

    public int Port(ParseResult parsed) => parsed.GetValue(_port);

    public string? ReportFile(ParseResult parsed) => parsed.GetValue(_write);

    public IReadOnlyList<string> Settings(ParseResult parsed) => parsed.GetValue(_set) ?? [];
}
