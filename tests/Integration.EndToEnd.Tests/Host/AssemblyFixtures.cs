using Integration.Testing.Databases;

[assembly: AssemblyFixture(typeof(PostgresFixture))]
