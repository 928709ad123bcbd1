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
    public async Task Update_LoadedVersion_ReplacesAndAppendsToTheHistory()
    {
        await Store.AddAsync(Samples.Ada, [ChangeOf("customer", null, "added")], default);
        var corrected = Samples.Ada with { Email = "new@example.com", Channel = ContactChannel.Phone };

        var write = await Store.UpdateAsync(corrected, [ChangeOf("email", Samples.Ada.Email, corrected.Email), ChangeOf("channel", "email", "phone")], default);

        write.Should().Be(new CustomerWrite.Written(corrected with { Version = 2 }));
        (await Store.FindAsync(Samples.Ada.CustomerId, default)).Should().Be(corrected with { Version = 2 });
        (await Store.ReadHistoryAsync(Samples.Ada.CustomerId, default)).Should().Equal(
            ChangeOf("customer", null, "added"), ChangeOf("email", Samples.Ada.Email, corrected.Email), ChangeOf("channel", "email", "phone"));
    }

    [Fact]
    public async Task Update_StaleVersionOrNobody_ChangesNothing()
    {
        await Store.TryAddAsync(Samples.Ada, default);
        await Store.UpdateAsync(Samples.Ada with { Name = "first" }, [], default);

        (await Store.UpdateAsync(Samples.Ada with { Name = "second" }, [ChangeOf("name", "a", "b")], default)).Should().BeOfType<CustomerWrite.Stale>();
        (await Store.UpdateAsync(Samples.Ada with { CustomerId = CustomerId.Parse("C-9"), Email = "x@y", Phone = "+4912345678" }, [], default))
            .Should().BeOfType<CustomerWrite.Stale>();

        (await Store.FindAsync(Samples.Ada.CustomerId, default))!.Name.Should().Be("first");
        (await Store.ReadHistoryAsync(Samples.Ada.CustomerId, default)).Should().BeEmpty();
    }

    [Fact]
    public async Task AddAndUpdate_AddressOrNumberOfAnother_IsRefusedWithWhose()
    {
        var bruno = new Customer(CustomerId.Parse("C-0002"), "Bruno", "bruno@example.com", "+33142685300", "Rue");
        await Store.TryAddAsync(Samples.Ada, default);

        (await Store.AddAsync(bruno with { Email = "ADA@Example.com" }, [], default)).Should().Be(new CustomerWrite.Duplicate("email", Samples.Ada.CustomerId));
        (await Store.AddAsync(bruno with { Phone = Samples.Ada.Phone }, [], default)).Should().Be(new CustomerWrite.Duplicate("phone", Samples.Ada.CustomerId));
        (await Store.AddAsync(bruno, [], default)).Should().BeOfType<CustomerWrite.Written>();
        (await Store.UpdateAsync(bruno with { Phone = Samples.Ada.Phone }, [], default)).Should().Be(new CustomerWrite.Duplicate("phone", Samples.Ada.CustomerId));
    }

    [Fact]
    public async Task Update_AddressGivenUp_IsFreeForAnother()
    {
        await Store.TryAddAsync(Samples.Ada, default);
        await Store.UpdateAsync(Samples.Ada with { Email = "elsewhere@example.com" }, [], default);

        var other = new Customer(CustomerId.Parse("C-0002"), "Other", Samples.Ada.Email, "+33142685300", "Rue");
        (await Store.TryAddAsync(other, default)).Should().BeTrue();
    }

    [Fact]
    public async Task Erase_Customer_LeavesNothingPersonalAndFreesWhatTheyHad()
    {
        await Store.AddAsync(Samples.Ada, [ChangeOf("email", "old@example.com", Samples.Ada.Email)], default);
        var erased = Samples.Ada.Erase(Samples.Start);

        var write = await Store.EraseAsync(erased, ChangeOf("customer", null, "erased"), default);

        write.Should().Be(new CustomerWrite.Written(erased with { Version = 2 }));
        (await Store.FindAsync(Samples.Ada.CustomerId, default)).Should().Be(erased with { Version = 2 });
        (await Store.ReadHistoryAsync(Samples.Ada.CustomerId, default)).Should().Equal(ChangeOf("email", null, null), ChangeOf("customer", null, "erased"));
        (await Store.ListAsync("brightwater", new PageRequest(), default)).Items.Should().BeEmpty();
        (await Store.TryAddAsync(Samples.Ada with { CustomerId = CustomerId.Parse("C-0002") }, default)).Should().BeTrue();
    }

    [Theory]
    [InlineData("01632 960 001", true)]
    [InlineData("water ADA", true)]
    [InlineData("ad", true)]
    [InlineData("ada@", true)]
    [InlineData("nobody", false)]
    public async Task List_Search_FindsByAnyPart(string search, bool found)
    {
        await Store.TryAddAsync(Samples.Ada, default);

        (await Store.ListAsync(search, new PageRequest(), default)).Items.Should().HaveCount(found ? 1 : 0);
    }

    [Fact]
    public async Task List_SearchAndPages_FindAllOnce()
    {
        for (var number = 1; number <= 5; number++)
        {
            await Store.TryAddAsync(
                new Customer(CustomerId.Parse($"C-{number:0000}"), number % 2 == 0 ? "Even" : "Odd_one", $"c{number}@example.com", $"+3314268530{number}", "Rue"), default);
        }

        var first = await Store.ListAsync("odd_", new PageRequest(2), default);
        var second = await Store.ListAsync("odd_", new PageRequest(2, first.NextCursor), default);

        first.Items.Concat(second.Items).Select(customer => customer.CustomerId.Value).Should().Equal("C-0001", "C-0003", "C-0005");
        second.NextCursor.Should().BeNull();
    }

    private static CustomerChange ChangeOf(string field, string? from, string? to) => new(Samples.Start, "admin", field, from, to);
}
