using OrderingSystem.Application.Customers;
using OrderingSystem.Application.Paging;
using OrderingSystem.Application.Tests.Fakes;
using OrderingSystem.Domain.Customers;

namespace OrderingSystem.Application.Tests.Contracts;

/// <summary>What every <see cref="ICustomerStore"/> does.</summary>
public abstract class CustomerStoreContract
{
    protected abstract ICustomerStore Store { get; }

    [Fact]
    public async Task Find_UnknownCustomer_IsNull() => (await Store.FindAsync(Samples.Ada.CustomerId, default)).Should().BeNull();

    [Fact]
    public async Task Find_AddedCustomer_ReadsBackWhatWasWritten()
    {
        (await Store.TryAddAsync(Samples.Ada, default)).Should().BeTrue();

        (await Store.FindAsync(Samples.Ada.CustomerId, default)).Should().Be(Samples.Ada);
    }

    [Fact]
    public async Task TryAdd_SecondTime_KeepsTheFirst()
    {
        await Store.TryAddAsync(Samples.Ada, default);

        (await Store.TryAddAsync(Samples.Ada with { Name = "Other" }, default)).Should().BeFalse();

        (await Store.FindAsync(Samples.Ada.CustomerId, default)).Should().Be(Samples.Ada);
    }

    [Fact]
    public async Task TryUpdate_KnownAndUnknown_ChangesOnlyTheKnown()
    {
        await Store.TryAddAsync(Samples.Ada, default);

        (await Store.TryUpdateAsync(Samples.Ada with { Email = "new@example.com" }, default)).Should().BeTrue();
        (await Store.TryUpdateAsync(Samples.Ada with { CustomerId = CustomerId.Parse("C-9") }, default)).Should().BeFalse();

        (await Store.FindAsync(Samples.Ada.CustomerId, default))!.Email.Should().Be("new@example.com");
    }

    [Fact]
    public async Task List_SearchAndPages_FindAllOnce()
    {
        for (var number = 1; number <= 5; number++)
        {
            await Store.TryAddAsync(
                Samples.Ada with { CustomerId = CustomerId.Parse($"C-{number:0000}"), Name = number % 2 == 0 ? "Even" : "Odd_one" }, default);
        }

        var first = await Store.ListAsync("odd_", new PageRequest(2), default);
        var second = await Store.ListAsync("odd_", new PageRequest(2, first.NextCursor), default);

        first.Items.Concat(second.Items).Select(customer => customer.CustomerId.Value).Should().Equal("C-0001", "C-0003", "C-0005");
        second.NextCursor.Should().BeNull();
    }
}
