using System.Text;
using Dapper;
using Integration.Databases;
using Integration.Delivery;
using Integration.Intake;
using Integration.Resources;
using Integration.Testing.Databases;
using Integration.Time;

namespace Integration;

/// <summary>A database of one test, with the pieces that most tests use.</summary>
public sealed class StorageScope(TestDatabase test) : IAsyncDisposable
{
    private readonly UuidV7Generator _ids = new();

    public HubDatabase Database { get; } = new(test.ConnectionString);

    public DateTimeOffset Now { get; set; } = StorageFixture.Now;

    public RoutingTable Routing { get; set; } = RoutingTable.Empty;

    public Guid NewId() => _ids.NewId(Now);

    public EventDraft Draft(string? key = null, string type = "order.created", string source = "shop") =>
        new()
        {
            EventId = NewId(),
            Source = source,
            Type = type,
            Key = key,
            Payload = Encoding.UTF8.GetBytes("{\"n\":1}"),
            ContentType = "application/json",
        };

    public Task<IReadOnlyList<AppendedEvent>> Append(params EventDraft[] drafts) => Append(new AppendOptions(), drafts);

    public async Task<IReadOnlyList<AppendedEvent>> Append(AppendOptions options, params EventDraft[] drafts)
    {
        await using var connection = await Database.Writes.OpenConnectionAsync();
        var (events, routing) = await new EventAppend(options, _ids, 1).Append(
            connection,
            drafts,
            Routing,
            Now,
            CancellationToken.None
        );
        Routing = routing;
        return events;
    }

    public async Task<ResourceRow<SubscriberSettings>> Subscribe(
        string id,
        string[]? types = null,
        string[]? sources = null,
        long version = 1,
        long epoch = 1,
        bool enabled = true
    )
    {
        var row = new ResourceRow<SubscriberSettings>
        {
            Id = id,
            Settings = new SubscriberSettings
            {
                Id = id,
                Url = "http://localhost/",
                EventTypes = types ?? ["*"],
                Sources = sources ?? [],
                Format = "standard",
                Timeout = "10s",
                Concurrency = 3,
                Retry = new RetrySettings { MaxRetries = 3, Initial = "1s" },
                Enabled = enabled,
            },
            Sealed = [1],
            Epoch = epoch,
            Version = version,
            CreatedAt = Now,
            UpdatedAt = Now,
        };
        await using var connection = await Database.Reads.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        (await new SubscriberTable(Database).Write(connection, row, CancellationToken.None)).Should().BeTrue();
        await transaction.CommitAsync();
        return row;
    }

    public async Task<T> Scalar<T>(string sql, object? values = null)
    {
        await using var connection = await Database.Reads.OpenConnectionAsync();
        return (await connection.ExecuteScalarAsync<T>(sql, values))!;
    }

    /// <summary>Waits until a query of one boolean is true, at most 20 s.</summary>
    public async Task Until(string condition)
    {
        using var timeout = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while (!await Scalar<bool>(condition))
        {
            timeout.Token.ThrowIfCancellationRequested();
        }
    }

    public async Task Execute(string sql, object? values = null)
    {
        await using var connection = await Database.Reads.OpenConnectionAsync();
        await connection.ExecuteAsync(sql, values);
    }

    public async ValueTask DisposeAsync()
    {
        await Database.DisposeAsync();
        await test.DisposeAsync();
    }
}
