namespace Integration.Keys;

public sealed class KeyFileTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("integration-keys-").FullName;

    private string Key => Path.Combine(_folder, "admin.key");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void ReadOrCreate_Missing_MakesFileOfMode600WithTheTextAloneOnOneLine()
    {
        var made = KeyFile.ReadOrCreate(Key, () => "secret");

        made.Should().Be(new KeyFileText("secret", Created: true));
        File.ReadAllText(Key).Should().Be("secret\n");
        File.GetUnixFileMode(Key).Should().Be(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        Directory.GetFiles(_folder).Should().ContainSingle();
    }

    [Fact]
    public void ReadOrCreate_Present_ReadsItAndMakesNothing()
    {
        KeyFile.Create(Key, "first");

        var read = KeyFile.ReadOrCreate(Key, () => throw new InvalidOperationException("not to be called"));

        read.Should().Be(new KeyFileText("first"));
    }

    [Fact]
    public void Create_SomebodyWasFaster_KeepsTheirs()
    {
        KeyFile.Create(Key, "first");

        var second = KeyFile.Create(Key, "second");

        second.Should().Be(new KeyFileText("first"));
        Directory.GetFiles(_folder).Should().ContainSingle();
    }

    [Theory]
    [InlineData(UnixFileMode.OtherRead)]
    [InlineData(UnixFileMode.OtherWrite)]
    [InlineData(UnixFileMode.GroupWrite)]
    public void Read_OpenToOthers_IsRefusedWithoutTheText(UnixFileMode open)
    {
        KeyFile.Create(Key, "secret");
        File.SetUnixFileMode(Key, File.GetUnixFileMode(Key) | open);

        var read = KeyFile.Read(Key);

        read.Text.Should().BeNull();
        read.Fault.Should().Contain("chmod 600").And.Contain(Key).And.NotContain("secret");
    }

    [Fact]
    public void Read_Missing_IsAFault() => KeyFile.Read(Key).Fault.Should().Contain(Key);

    [Fact]
    public void Read_Empty_IsAFault()
    {
        KeyFile.Create(Key, "");

        KeyFile.Read(Key).Fault.Should().Contain("empty");
    }

    [Fact]
    public void Read_TooLong_IsAFault()
    {
        KeyFile.Create(Key, new string('x', 70_000));

        KeyFile.Read(Key).Fault.Should().Contain("longer");
    }

    [Fact]
    public void Create_FolderMissing_IsAFault()
    {
        var made = KeyFile.Create(Path.Combine(_folder, "no", "admin.key"), "secret");

        made.Text.Should().BeNull();
        made.Fault.Should().Contain("Cannot write").And.NotContain("secret");
    }
}
