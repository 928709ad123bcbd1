namespace OrderingSystem.Infrastructure.Tests.Carriers.BobsPost;

public sealed class BobsPostContractTests : CarrierGatewayContract
{
    protected override async Task<CarrierUnderTest> StartAsync(TimeSpan? patience = null) =>
        await BobsPostUnderTest.StartAsync(configure: options => options.AttemptTimeout = patience ?? options.AttemptTimeout);
}

/// <summary>The same promises by a Bob's Post that takes idempotency keys and forgets them.</summary>
public sealed class ForgetfulBobsPostContractTests : CarrierGatewayContract
{
    protected override async Task<CarrierUnderTest> StartAsync(TimeSpan? patience = null) =>
        await BobsPostUnderTest.StartAsync(forgetKeys: true, options => options.AttemptTimeout = patience ?? options.AttemptTimeout);
}
