using Integration.Hubs;
using Integration.Testing.Databases;
using Xunit.v3;

[assembly: AssemblyFixture(typeof(PostgresFixture))]
[assembly: AssemblyFixture(typeof(HubFixture))]
[assembly: TestCollectionOrderer<LongestFirst>]
// On two cores one more than there are: most of them wait most of the time.
[assembly: Parallelization(MaxThreads = 3)]
