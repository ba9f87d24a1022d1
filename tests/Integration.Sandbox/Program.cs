using Integration.Sandbox.CommandLine;

return await SandboxCommandLine.Run(args);
