using System.Text;
using OrderingSystem.Engine.Integrations.Objects;
using OrderingSystem.Engine.MapRuns;

namespace OrderingSystem.Engine.Integrations.Tests.Objects;

public sealed class FolderObjectStoreTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("buckets-").FullName;
    private readonly FolderObjectStore _store;

    public FolderObjectStoreTests()
    {
        _store = new FolderObjectStore(_folder);
        _ = Directory.CreateDirectory(Path.Combine(_folder, "b"));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Write_NewAndAgain_IsReadBackWhole()
    {
        await _store.WriteAsync("b", "deep/key.json", "[1,2,3]"u8.ToArray(), default);
        await _store.WriteAsync("b", "deep/key.json", "[4]"u8.ToArray(), default);

        (await ReadAsync("deep/key.json")).Should().Be("[4]");
        Directory.GetFiles(_folder, "*", SearchOption.AllDirectories).Should().ContainSingle("nothing unfinished stays");
    }

    [Fact]
    public async Task List_Prefix_IsInTheOrderOfTheKeysBytes()
    {
        foreach (var key in new[] { "a/2", "a/10", "A/1", "b", "a/é" })
        {
            await _store.WriteAsync("b", key, "x"u8.ToArray(), default);
        }

        var all = await ListAsync(null);
        var some = await ListAsync("a/");

        all.Select(found => found.Key).Should().Equal("A/1", "a/10", "a/2", "a/é", "b");
        some.Select(found => found.Key).Should().Equal("a/10", "a/2", "a/é");
        some.Should().OnlyContain(found => found.Size == 1 && found.ETag == all[0].ETag);
    }

    [Theory]
    [InlineData("b", "../secret")]
    [InlineData("b", "a/../../secret")]
    [InlineData("..", "secret")]
    [InlineData("b/..", "secret")]
    [InlineData("", "secret")]
    public async Task Open_KeyThatLeadsOut_IsRefused(string bucket, string key)
    {
        await File.WriteAllTextAsync(Path.Combine(_folder, "secret"), "x");

        var open = () => _store.OpenAsync(bucket, key, null, default);

        await open.Should().ThrowAsync<ObjectStoreException>();
    }

    [Fact]
    public async Task Open_AbsentObject_SaysWhichFileIsMissing()
    {
        var open = () => _store.OpenAsync("b", "none.csv", null, default);

        (await open.Should().ThrowAsync<ObjectStoreException>()).WithMessage("*none.csv*b*does not exist*");
    }

    [Fact]
    public async Task Write_AbsentBucket_SaysWhichFolderToMake()
    {
        var write = () => _store.WriteAsync("other", "k", default, default);

        (await write.Should().ThrowAsync<ObjectStoreException>()).WithMessage("*'other' does not exist: make the folder*");
    }

    private async Task<string> ReadAsync(string key)
    {
        await using var content = await _store.OpenAsync("b", key, null, default);
        using var reader = new StreamReader(content, Encoding.UTF8);
        return await reader.ReadToEndAsync();
    }

    private async Task<List<StoredObject>> ListAsync(string? prefix)
    {
        var found = new List<StoredObject>();
        await foreach (var one in _store.ListAsync("b", prefix, default))
        {
            found.Add(one);
        }

        return found;
    }
}
