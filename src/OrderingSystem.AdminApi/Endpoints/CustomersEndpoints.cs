using OrderingSystem.AdminApi.OpenApi;
using OrderingSystem.AdminApi.Problems;
using OrderingSystem.AdminApi.Requests;
using OrderingSystem.AdminApi.Security;
using OrderingSystem.AdminApi.Serialization;
using OrderingSystem.Application.Customers;
using OrderingSystem.Domain.Customers;

namespace OrderingSystem.AdminApi.Endpoints;

/// <summary><c>/api/customers</c>.</summary>
internal static class CustomersEndpoints
{
    private const string Tag = "Customers";

    public static void MapCustomers(this IEndpointRouteBuilder api)
    {
        api.MapGet("/customers", ListAsync).RequireScope(Scopes.OrdersRead)
            .Documented("listCustomers", Tag, "Customers by id")
            .Takes(ApiParameters.Text("search", "A part of the id, name, phone or e-mail.", "winterbourne"))
            .TakesPage()
            .Answers<PageView<CustomerView>>();
        api.MapGet("/customers/{customerId}", GetAsync).RequireScope(Scopes.OrdersRead)
            .Documented("getCustomer", Tag, "A customer")
            .Answers<CustomerView>()
            .Refuses(ApiProblem.NotFound);
        api.MapPost("/customers", AddAsync).RequireScope(Scopes.OrdersWrite)
            .Documented("addCustomer", Tag, "Add a customer")
            .Takes(ApiParameters.RequestKey)
            .ReadsBody<CustomerBody>()
            .Answers<CustomerView>(StatusCodes.Status201Created)
            .Refuses(ApiProblem.IdempotencyKeyReused);
        api.MapPut("/customers/{customerId}", CorrectAsync).RequireScope(Scopes.OrdersWrite)
            .Documented("correctCustomer", Tag, "Correct a customer")
            .ReadsBody<CustomerBody>()
            .Answers<CustomerView>()
            .Refuses(ApiProblem.NotFound);
    }

    private static async Task<IResult> ListAsync(HttpContext context, CustomerRegister register)
    {
        var page = await register.ListAsync(
            QueryParameters.Text(context.Request, "search"), QueryParameters.Page(context.Request), context.RequestAborted);
        return TypedResults.Json(new PageView<CustomerView>([.. page.Items.Select(CustomerView.Of)], page.NextCursor), AdminApiJson.Default.CustomerPage);
    }

    private static async Task<IResult> GetAsync(string customerId, HttpContext context, CustomerRegister register)
    {
        var customer = await register.FindAsync(IdOf(customerId), context.RequestAborted) ?? throw Missing();
        return TypedResults.Json(CustomerView.Of(customer), AdminApiJson.Default.CustomerView);
    }

    private static async Task<IResult> AddAsync(HttpContext context, CustomerRegister register)
    {
        var key = IdempotencyKey.Require(context.Request);
        var details = await ReadAsync(context);
        var customer = CustomerOf(await register.AddAsync(key, details, CancellationToken.None));
        context.Response.Headers.Location = $"/api/customers/{customer.CustomerId}";
        return TypedResults.Json(CustomerView.Of(customer), AdminApiJson.Default.CustomerView, statusCode: StatusCodes.Status201Created);
    }

    private static async Task<IResult> CorrectAsync(string customerId, HttpContext context, CustomerRegister register)
    {
        var id = IdOf(customerId);
        var customer = CustomerOf(await register.CorrectAsync(id, await ReadAsync(context), CancellationToken.None));
        return TypedResults.Json(CustomerView.Of(customer), AdminApiJson.Default.CustomerView);
    }

    private static async Task<CustomerDetails> ReadAsync(HttpContext context)
    {
        var body = await JsonBody.ReadAsync(context.Request, AdminApiJson.Default.CustomerBody, context.RequestAborted);
        return new CustomerDetails(body.Name, body.Email, body.Phone, body.Address);
    }

    private static Customer CustomerOf(CustomerResult result) => result switch
    {
        CustomerResult.Stored stored => stored.Customer,
        CustomerResult.Invalid invalid => throw new ApiProblemException(ApiProblem.Invalid(invalid.Problems)),
        CustomerResult.NotFound => throw Missing(),
        CustomerResult.KeyReused => throw new ApiProblemException(ApiProblem.Conflict(
            ApiProblem.IdempotencyKeyReused, "The Idempotency-Key belongs to another request.", "Use a new key for a new customer.")),
        _ => throw new System.Diagnostics.UnreachableException($"No rule for {result.GetType().Name}."),
    };

    private static CustomerId IdOf(string text) => CustomerId.TryParse(text, out var customerId) ? customerId : throw Missing();

    private static ApiProblemException Missing() => new(ApiProblem.Missing("There is no such customer."));
}

public sealed record CustomerView(string CustomerId, string Name, string Email, string Phone, string Address)
{
    public static CustomerView Of(Customer customer) =>
        new(customer.CustomerId.Value, customer.Name, customer.Email, customer.Phone, customer.Address);
}
