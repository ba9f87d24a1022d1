using System.Diagnostics;
using Integration.Time;

namespace Integration.Databases;

/// <summary>Measures what time the database has, for the <see cref="DatabaseClock"/>.</summary>
public static class DatabaseTime
{
    private const int Rounds = 3;

    /// <summary>Asks a few times and takes the answer with the shortest round trip.</summary>
    public static async Task Measure(HubDatabase database, DatabaseClock clock, CancellationToken ct)
    {
        await using var connection = await database.Reads.OpenConnectionAsync(ct);
        await using var command = connection.CreateCommand();
        command.CommandText = "select clock_timestamp()";
        var best = TimeSpan.MaxValue;
        for (var round = 0; round < Rounds; round++)
        {
            var started = Stopwatch.GetTimestamp();
            var now = (DateTime)(await command.ExecuteScalarAsync(ct))!;
            var roundTrip = Stopwatch.GetElapsedTime(started);
            if (roundTrip < best)
            {
                best = roundTrip;
                clock.Measured(new DateTimeOffset(now, TimeSpan.Zero), roundTrip);
            }
        }
    }
}
