using Integration.Catalogue;
using Integration.Pinduoduo;
using Integration.Platforms;
using Integration.Taobao;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Integration.Pipeline;

public sealed class PipelineRegistrationTests
{
    [Fact]
    public void Options_OfThePipeline_AreReadWithThePlatforms()
    {
        var settings = new Dictionary<string, string?>
        {
            ["Integration:Platforms:Pinduoduo:Pipeline:TransientRetries"] = "7",
            ["Integration:Platforms:Pinduoduo:Pipeline:RateWait"] = "00:00:02",
        };
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(settings).Build();
        using var services = new ServiceCollection()
            .AddSingleton<IConfiguration>(configuration)
            .AddPlatforms()
            .BuildServiceProvider();
        var pipelines = services.GetServices<PlatformPipeline>().ToDictionary(one => one.Platform);
        pipelines["pinduoduo"].Options.TransientRetries.Should().Be(7);
        pipelines["pinduoduo"].Options.RateWait.Should().Be(TimeSpan.FromSeconds(2));
        pipelines["pinduoduo"].Rates.Should().NotBeEmpty();
        pipelines["taobao"].Options.TransientRetries.Should().Be(new PipelineOptions().TransientRetries);
    }

    [Fact]
    public void Options_OutOfRange_AreAllToldAtOnce()
    {
        using var services = new ServiceCollection()
            .AddPinduoduo(options =>
            {
                options.Pipeline.TransientRetries = 11;
                options.Pipeline.RateWait = TimeSpan.FromSeconds(6);
            })
            .BuildServiceProvider();
        var read = () => services.GetRequiredService<IOptions<PinduoduoOptions>>().Value;
        read.Should()
            .Throw<OptionsValidationException>()
            .Which.Failures.Should()
            .HaveCount(2)
            .And.Contain(fault => fault.Contains(nameof(PipelineOptions.TransientRetries)))
            .And.Contain(fault => fault.Contains(nameof(PipelineOptions.RateWait)));
    }

    // Who paces and who renews know the connectors in turn: looked for too early, the container would not end.
    [Fact]
    public async Task Connector_AsAnApplicationRegistersIt_CallsThroughThePipeline()
    {
        await using var platform = await StandIn.Start();
        platform.Answers(new StandInAnswer("") { Status = 404 });
        var rates = new RecordingRates();
        await using var services = new ServiceCollection()
            .AddSingleton<IPlatformRates>(provider =>
            {
                provider.GetRequiredService<ConnectorCatalogue>();
                return rates;
            })
            .AddTaobao(options => options.TopUrl = platform.Url)
            .BuildServiceProvider();
        var connector = (IProductDetails)services.GetRequiredService<ConnectorCatalogue>().Connectors.Single();
        var ct = TestContext.Current.CancellationToken;
        await connector.GetProducts(new("account-1", "key", "secret"), new("1"), ct);
        rates.Asked.Should().ContainSingle().Which.AccountId.Should().Be("account-1");
    }
}
