using Integration.Hubs;
using Integration.Testing.Databases;

[assembly: AssemblyFixture(typeof(PostgresFixture))]
[assembly: AssemblyFixture(typeof(HubFixture))]
[assembly: TestCollectionOrderer<LongestFirst>]
