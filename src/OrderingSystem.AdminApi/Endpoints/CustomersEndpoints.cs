using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using OrderingSystem.AdminApi.Caching;
using OrderingSystem.AdminApi.OpenApi;
using OrderingSystem.AdminApi.Problems;
using OrderingSystem.AdminApi.Requests;
using OrderingSystem.AdminApi.Security;
using OrderingSystem.AdminApi.Serialization;
using OrderingSystem.Application.Customers;
using OrderingSystem.Domain.Customers;
using OrderingSystem.Domain.Validation;

namespace OrderingSystem.AdminApi.Endpoints;

/// <summary><c>/api/customers</c>.</summary>
internal static class CustomersEndpoints
{
    private const string Tag = "Customers";

    public static void MapCustomers(this IEndpointRouteBuilder api)
    {
        api.MapGet("/customers", ListAsync).RequireScope(Scopes.OrdersRead)
            .Documented("listCustomers", Tag, "Customers by id")
            .Takes(ApiParameters.Text("search", "Words that occur, each as a part of the id, name, phone or e-mail; a phone number as people write it.", "winterbourne"))
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
            .Refuses(ApiProblem.IdempotencyKeyReused, ApiProblem.CustomerExists);
        api.MapPut("/customers/{customerId}", CorrectAsync).RequireScope(Scopes.OrdersWrite)
            .Documented("correctCustomer", Tag, "Correct a customer", "With If-Match, the ETag of the customer that you saw, a change that somebody made meanwhile is not overwritten.")
            .Takes(new ApiParameter("If-Match", "header", "The ETag of the customer that you saw; left out, whatever is there is replaced."))
            .ReadsBody<CustomerBody>()
            .Answers<CustomerView>()
            .Refuses(ApiProblem.NotFound, ApiProblem.CustomerExists, ApiProblem.CustomerErased, ApiProblem.PreconditionFailed);
        api.MapGet("/customers/{customerId}/history", HistoryAsync).RequireScope(Scopes.OrdersRead)
            .Documented("getCustomerHistory", Tag, "What was changed about a customer, oldest first")
            .Answers<PageView<CustomerChangeView>>()
            .Refuses(ApiProblem.NotFound);
        api.MapPost("/customers/{customerId}/erase", EraseAsync).RequireScope(Scopes.OrdersWrite)
            .Documented(
                "eraseCustomer",
                Tag,
                "Erase a customer's personal data",
                "From their record and its history, their orders, those orders' timelines and the notifications; the orders stay. Asking again carries on what was cut off.")
            .ReadsBody<EraseBody>()
            .Answers<CustomerView>()
            .Refuses(ApiProblem.NotFound, ApiProblem.CustomerHasOpenOrder);
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
        var customer = CustomerOf(await register.AddAsync(key, details, Caller.NameOf(context), CancellationToken.None));
        context.Response.Headers.Location = $"/api/customers/{customer.CustomerId}";
        return TypedResults.Json(CustomerView.Of(customer), AdminApiJson.Default.CustomerView, statusCode: StatusCodes.Status201Created);
    }

    private static async Task<IResult> CorrectAsync(string customerId, HttpContext context, CustomerRegister register)
    {
        var id = IdOf(customerId);
        var details = await ReadAsync(context);
        var version = await VersionOf(context, id, register);
        var customer = CustomerOf(await register.CorrectAsync(id, details, version, Caller.NameOf(context), CancellationToken.None));
        return TypedResults.Json(CustomerView.Of(customer), AdminApiJson.Default.CustomerView);
    }

    /// <summary>The version of what the caller saw, by <c>If-Match</c>; null where any will do.</summary>
    private static async Task<long?> VersionOf(HttpContext context, CustomerId id, CustomerRegister register)
    {
        if (context.Request.Headers.IfMatch.Count == 0)
        {
            return null;
        }

        var current = await register.FindAsync(id, context.RequestAborted) ?? throw Missing();
        var tag = EntityTag.Of(JsonSerializer.SerializeToUtf8Bytes(CustomerView.Of(current), AdminApiJson.Default.CustomerView));
        return EntityTag.IsMatched(context.Request, tag) ? current.Version : throw Changed();
    }

    private static async Task<IResult> HistoryAsync(string customerId, HttpContext context, CustomerRegister register)
    {
        var changes = await register.ReadHistoryAsync(IdOf(customerId), context.RequestAborted) ?? throw Missing();
        var views = changes.Select(change => new CustomerChangeView(change.At, change.By, change.Field, change.From, change.To));
        return TypedResults.Json(new PageView<CustomerChangeView>([.. views], null), AdminApiJson.Default.CustomerChangePage);
    }

    private static async Task<IResult> EraseAsync(string customerId, HttpContext context, EraseCustomer erase)
    {
        var id = IdOf(customerId);
        var body = await JsonBody.ReadAsync(context.Request, AdminApiJson.Default.EraseBody, context.RequestAborted);
        if (string.IsNullOrWhiteSpace(body.Reason) || body.Reason.Length > EraseCustomer.MaxReasonLength || !PlainText.IsAcceptable(body.Reason))
        {
            throw new ApiProblemException(ApiProblem.Invalid("reason", $"A reason has 1 to {EraseCustomer.MaxReasonLength} characters."));
        }

        return await erase.RunAsync(id, body.Reason, Caller.NameOf(context), CancellationToken.None) switch
        {
            EraseResult.IsErased erased => TypedResults.Json(CustomerView.Of(erased.Customer), AdminApiJson.Default.CustomerView),
            EraseResult.HasOpenOrder open => throw new ApiProblemException(ApiProblem.Conflict(
                ApiProblem.CustomerHasOpenOrder, "The customer has an open order.", $"Order {open.OrderId} is not done: their details are needed for it.")),
            _ => throw Missing(),
        };
    }

    private static async Task<CustomerDetails> ReadAsync(HttpContext context)
    {
        var body = await JsonBody.ReadAsync(context.Request, AdminApiJson.Default.CustomerBody, context.RequestAborted);
        return new CustomerDetails(body.Name, string.IsNullOrWhiteSpace(body.Email) ? null : body.Email, PhoneNumber.Normalize(body.Phone), body.Address, ChannelOf(body.Channel));
    }

    private static ContactChannel ChannelOf(string? word) => word is null
        ? ContactChannel.Email
        : Enum.GetValues<ContactChannel>().Where(channel => Customer.WordFor(channel) == word).Cast<ContactChannel?>().FirstOrDefault()
            ?? throw new ApiProblemException(ApiProblem.Invalid("channel", "A channel is one of email, sms, phone."));

    private static Customer CustomerOf(CustomerResult result) => result switch
    {
        CustomerResult.Stored stored => stored.Customer,
        CustomerResult.Invalid invalid => throw new ApiProblemException(ApiProblem.Invalid(invalid.Problems)),
        CustomerResult.NotFound => throw Missing(),
        CustomerResult.KeyReused => throw new ApiProblemException(ApiProblem.KeyReused("customer")),
        CustomerResult.Duplicate duplicate => throw new ApiProblemException(ApiProblem.Conflict(
            ApiProblem.CustomerExists, "Another customer has this.", $"The {duplicate.Field} belongs to customer {duplicate.Other}.")),
        CustomerResult.IsErased => throw new ApiProblemException(ApiProblem.Conflict(
            ApiProblem.CustomerErased, "The customer's personal data was erased.", "There is nothing to correct. Add them anew if they are a customer again.")),
        CustomerResult.Changed => throw Changed(),
        _ => throw new System.Diagnostics.UnreachableException($"No rule for {result.GetType().Name}."),
    };

    private static ApiProblemException Changed() => new(new ApiProblem(
        ApiProblem.PreconditionFailed, "Somebody changed the customer.", StatusCodes.Status412PreconditionFailed, "Get the customer again, and decide again."));

    private static CustomerId IdOf(string text) => CustomerId.TryParse(text, out var customerId) ? customerId : throw Missing();

    private static ApiProblemException Missing() => new(ApiProblem.Missing("There is no such customer."));
}

/// <param name="Email">Null where they have none.</param>
/// <param name="Phone">As in E.164.</param>
/// <param name="Channel">How they want to be told.</param>
/// <param name="Version">Counts the changes, from 1.</param>
/// <param name="ErasedAt">When their personal data was erased; null where it was not.</param>
public sealed record CustomerView(
    string CustomerId,
    string Name,
    string? Email,
    string Phone,
    string Address,
    [property: AllowedValues("email", "sms", "phone")] string Channel,
    long Version,
    DateTimeOffset? ErasedAt)
{
    public static CustomerView Of(Customer customer) => new(
        customer.CustomerId.Value,
        customer.Name,
        customer.Email,
        customer.Phone,
        customer.Address,
        Customer.WordFor(customer.Channel),
        customer.Version,
        customer.ErasedAt);
}

/// <param name="Field">The field that changed; <c>customer</c> where the customer was added or erased.</param>
/// <param name="From">Null where there was nothing before, or where it was erased.</param>
public sealed record CustomerChangeView(DateTimeOffset At, string By, string Field, string? From, string? To);
