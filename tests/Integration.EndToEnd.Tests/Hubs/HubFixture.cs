using System.Security.Cryptography.X509Certificates;
using Integration.Partners;
using Integration.Testing.Databases;

namespace Integration.Hubs;

/// <summary>One running hub on a database of its own for all tests that disturb nobody, and a partner to push to.</summary>
public sealed class HubFixture : IAsyncLifetime
{
    private PostgresCluster? _cluster;
    private TestDatabase? _database;
    private int _ids;

    internal HubProcess Hub { get; private set; } = null!;

    internal HubApi Api { get; private set; } = null!;

    internal Partner Partner { get; private set; } = null!;

    /// <summary>The only certificate of a partner that the hub trusts.</summary>
    internal X509Certificate2 TrustedCertificate { get; } = PartnerCertificate.SelfSigned();

    internal string ConnectionString => _database!.ConnectionString;

    public async ValueTask InitializeAsync()
    {
        _cluster = await PostgresCluster.Start();
        _database = await _cluster.CreateDatabase();
        Hub = HubProcess.Create(_database.ConnectionString);
        Hub.TrustedCertificates = Path.Combine(Hub.Folder, "trusted.pem");
        await File.WriteAllTextAsync(Hub.TrustedCertificates, TrustedCertificate.ExportCertificatePem());
        await Hub.Start();
        Api = new HubApi(Hub.Url, Hub.AdministratorKey);
        Partner = await Partner.Start();
    }

    public async ValueTask DisposeAsync()
    {
        Api?.Dispose();
        if (Hub is not null)
        {
            await Hub.DisposeAsync();
        }

        if (Partner is not null)
        {
            await Partner.DisposeAsync();
        }

        if (_database is not null)
        {
            await _database.DisposeAsync();
        }

        if (_cluster is not null)
        {
            await _cluster.DisposeAsync();
        }

        TrustedCertificate.Dispose();
    }

    /// <summary>An id that no other test uses.</summary>
    internal string NewId(string prefix) => $"{prefix}-{Interlocked.Increment(ref _ids)}";
}
