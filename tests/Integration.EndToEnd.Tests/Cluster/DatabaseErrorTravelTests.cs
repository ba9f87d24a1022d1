using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Orleans.Serialization;

namespace Integration.Cluster;

/// <summary>What one process of a cluster must be able to tell another of the database.</summary>
public sealed class DatabaseErrorTravelTests
{
    [Theory]
    [MemberData(nameof(Errors))]
    public void Error_OfTheDatabase_IsOneStillInAnotherProcess(Exception thrown)
    {
        var services = new ServiceCollection();
        services.AddSerializer();
        ClusterServices.AddExceptions(services);
        using var provider = services.BuildServiceProvider();
        var serializer = provider.GetRequiredService<Serializer>();

        var caught = serializer.Deserialize<Exception>(serializer.SerializeToArray(thrown));

        caught.Should().BeOfType(thrown.GetType()).And.BeAssignableTo<NpgsqlException>();
        caught.Message.Should().Be(thrown.Message);
        (caught as PostgresException)?.SqlState.Should().Be(((PostgresException)thrown).SqlState);
    }

    public static TheoryData<Exception> Errors() =>
        [
            new NpgsqlException("Failed to connect.", new TimeoutException("In vain.")),
            new PostgresException("the database system is starting up", "FATAL", "FATAL", "57P03"),
        ];
}
