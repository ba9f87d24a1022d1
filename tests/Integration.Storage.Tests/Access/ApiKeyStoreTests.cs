using Integration.Lists;

namespace Integration.Access;

public sealed class ApiKeyStoreTests(StorageFixture fixture)
{
    [Fact]
    public async Task List_OfKeysOfOneInstant_GivesEachOnce()
    {
        await using var scope = await fixture.Open();
        string[] names = ["one", "two", "three", "four", "five"];
        foreach (var name in names)
        {
            (await Create(scope, name)).Succeeded.Should().BeTrue();
        }

        var seen = new List<string>();
        PageRequest? next = new(2, null);
        while (next is not null)
        {
            var page = await new ApiKeyStore(scope.Database).List(next, TestContext.Current.CancellationToken);
            seen.AddRange(page.Data.Select(key => key.Name));
            next = page.After is null ? null : new PageRequest(2, page.After);
        }

        seen.Should().BeEquivalentTo(names);
    }

    [Theory]
    [InlineData("alerts")]
    [InlineData("wallets")]
    public async Task Create_UnderTheNameOfASourceOfTheHub_IsRefused(string name)
    {
        await using var scope = await fixture.Open();
        var made = await Create(scope, name);
        made.Problem!.Slug.Should().Be("already-exists");
        (await scope.Scalar<long>("select count(*) from api_keys")).Should().Be(0);
    }

    private static async Task<Problems.Outcome<ApiKeyResource>> Create(StorageScope scope, string name)
    {
        await using var connection = await scope.Database.Reads.OpenConnectionAsync();
        var draft = new ApiKeyDraft(name, Role.Sender, []);
        return await ApiKeyStore.Create(connection, draft, scope.Now, CancellationToken.None);
    }
}
