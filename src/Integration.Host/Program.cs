using Integration.CommandLine;
using Integration.Hosting;

var read = HostCommandLine.Read(args, Environment.GetEnvironmentVariable, Console.Out, Console.Error);
if (!read.HasWork)
{
    return read.ExitCode;
}

var configuration = new ConfigurationBuilder()
    .AddEnvironmentVariables()
    .AddInMemoryCollection(read.Arguments.Settings)
    .Build();
try
{
    return await new HubStart(read.Arguments, configuration, Console.Error).Run();
}
catch (Exception bug)
{
    await Console.Error.WriteLineAsync($"A bug ended the program: {bug}");
    return ExitCodes.Bug;
}
