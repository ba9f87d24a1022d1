using System.Net;
using Integration.Hubs;
using Integration.Operations;

namespace Integration.Host;

public sealed class CreateKeyTests(OwnHub own) : IClassFixture<OwnHub>
{
    [Fact]
    public async Task CreateKey_WhileTheHostOfTheFolderRuns_PrintsAKeyThatWorks()
    {
        var hub = await own.Running();

        var (code, output) = await Script.Run(
            "dotnet",
            null,
            hub.Program,
            "create-key",
            "--role",
            "viewer",
            "--data-dir",
            hub.Folder
        );

        code.Should().Be(0, output);
        using var api = new HubApi(hub.Url, output.Trim());
        (await api.Get("/api/v1/events")).Status.Should().Be(HttpStatusCode.OK);
        (await api.Post("/api/v1/events", """{"type":"a.b","data":1}""")).Status.Should().Be(HttpStatusCode.Forbidden);
    }
}
