using Microsoft.Data.Sqlite;
using OrderingSystem.Application.Paging;
using OrderingSystem.Application.Tests.Fakes;
using OrderingSystem.Infrastructure.Stores.SampleData;
using OrderingSystem.Infrastructure.Stores.Sqlite;

namespace OrderingSystem.Infrastructure.Tests.Stores;

public sealed class OrderDatabaseTests : IAsyncDisposable
{
    private readonly TemporaryDatabase _file = new();

    [Fact]
    public async Task Open_Again_FindsWhatWasWritten()
    {
        var order = Samples.OrderOf("a");
        await new SqliteOrderStore(_file.Database).TryAddAsync(order, [], default);

        await _file.ReopenAsync();

        (await new SqliteOrderStore(_file.Database).FindAsync(order.OrderId, default)).Should().NotBeNull();
    }

    [Fact]
    public async Task Open_FileOfANewerRelease_IsRefused()
    {
        await using (var connection = new SqliteConnection($"Data Source={_file.Path};Pooling=False"))
        {
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = "PRAGMA user_version=99";
            command.ExecuteNonQuery();
        }

        await FluentActions.Awaiting(_file.ReopenAsync).Should().ThrowAsync<OrderDatabaseException>().WithMessage("*newer release (schema 99*not touched*");
    }

    [Fact]
    public async Task Write_OneOfManyFails_TheOthersAreKept()
    {
        var store = new SqliteOrderStore(_file.Database);
        var writes = Enumerable.Range(0, 50).Select(number => Task.Run(() => number == 25
            ? _file.Database.WriteAsync<bool>(statements => throw new InvalidDataException("at fault"), default)
            : store.TryAddAsync(Samples.OrderOf($"{number}"), [], default))).ToList();

        var failures = 0;
        foreach (var write in writes)
        {
            failures += await Record.ExceptionAsync(() => write) is InvalidDataException ? 1 : 0;
        }

        failures.Should().Be(1);
        (await store.CountAsync(default)).Total.Should().Be(49);
    }

    [Fact]
    public async Task Write_AfterDispose_IsRefused()
    {
        var database = _file.Database;
        await _file.ReopenAsync();

        await FluentActions.Awaiting(() => new SqliteOrderStore(database).TryAddAsync(Samples.OrderOf("a"), [], default))
            .Should().ThrowAsync<ObjectDisposedException>();
    }

    [Fact]
    public async Task SampleCustomers_SeededTwice_AreTwentyFive()
    {
        var customers = new SqliteCustomerStore(_file.Database);

        await SampleCustomers.SeedAsync(customers, default);
        await SampleCustomers.SeedAsync(customers, default);

        var page = await customers.ListAsync(null, new PageRequest(100), default);
        page.Items.Should().HaveCount(25).And.BeEquivalentTo(SampleCustomers.All);
        page.Items.Should().AllSatisfy(customer =>
            Domain.Customers.CustomerRules.Check(customer.Name, customer.Email, customer.Phone, customer.Address).Should().BeEmpty());
    }

    public ValueTask DisposeAsync() => _file.DisposeAsync();
}
