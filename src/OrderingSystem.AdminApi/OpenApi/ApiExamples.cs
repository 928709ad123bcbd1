using OrderingSystem.AdminApi.Endpoints;
using OrderingSystem.AdminApi.Problems;
using OrderingSystem.AdminApi.Requests;

namespace OrderingSystem.AdminApi.OpenApi;

/// <summary>One example per shape that people write by hand or read most. A test reads each back as its type.</summary>
internal static class ApiExamples
{
    private static readonly Dictionary<Type, string> ByType = new()
    {
        [typeof(PlaceOrderBody)] = """{"customerId":"C-0025","items":[{"description":"Walnut desk","quantity":1}],"note":"Ring twice."}""",
        [typeof(DecisionBody)] = """{"decision":"retry","note":"The address is corrected."}""",
        [typeof(CancelBody)] = """{"reason":"The customer phoned: ordered twice."}""",
        [typeof(NoteBody)] = """{"text":"The customer phoned: leave it with the neighbour at number 14."}""",
        [typeof(CallBody)] = """{"note":"Her husband takes it."}""",
        [typeof(WhereaboutsView)] =
            """
            {"orderId":"O-7Q2M0C9T5V1H8K3X6B4D2F0R1N","state":"BookShipment","waitingFor":"carrier","since":"2026-03-02T09:31:02.870Z","nextAt":"2026-03-02T11:00:00Z",
            "sentence":"Bob's Post gives no answer; the order is kept until it does.","next":"Bob's Post is asked again; when it answers, the order goes on by itself.",
            "tellCustomer":"Your order is safe with us.","executionName":"O-7Q2M0C9T5V1H8K3X6B4D2F0R1N","executionStatus":"RUNNING"}
            """,
        [typeof(BulkDecisionBody)] =
            """{"decision":"retry","filter":{"error":"CarrierRefusedException","waitingSince":"2026-03-02T09:30:15.123Z"},"ordersPerMinute":60,"dryRun":true}""",
        [typeof(ReasonBody)] = """{"reason":"The bug is mended and deployed."}""",
        [typeof(RunAgainBody)] = """{"fromState":"BookShipment","reason":"Its history is full.","dryRun":true}""",
        [typeof(BulkRedriveBody)] =
            """{"reason":"The bug is mended and deployed.","filter":{"error":"States.Runtime","stoppedSince":"2026-03-02T09:30:15.123Z"},"executionsPerMinute":60,"dryRun":true}""",
        [typeof(CustomerBody)] =
            """{"name":"Ada Winterbourne","email":"ada@example.com","phone":"+44 1632 960001","address":"4 Mill Lane\nAmbleton AM1 2BC","channel":"email"}""",
        [typeof(AdvanceClockBody)] = """{"by":"P1D"}""",
        [typeof(OrderView)] =
            """
            {"orderId":"O-7Q2M0C9T5V1H8K3X6B4D2F0R1N","customerId":"C-0001","customer":{"name":"Ada Winterbourne","email":"ada@example.com","phone":"+441632960001"},
            "items":[{"description":"Walnut desk","quantity":1}],"note":null,"status":"Scheduled","attention":null,"trackingNumber":"BP00000042","placedBy":"admin",
            "placedAt":"2026-03-02T09:30:15.123Z","scheduledAt":"2026-03-02T09:30:16.004Z","shippedAt":null,"notifiedAt":null,
            "executionArn":"arn:aws:states:us-east-1:123456789012:execution:order:O-7Q2M0C9T5V1H8K3X6B4D2F0R1N"}
            """,
        [typeof(CustomerView)] =
            """{"customerId":"C-0001","name":"Ada Winterbourne","email":"ada@example.com","phone":"+441632960001","address":"4 Mill Lane\nAmbleton AM1 2BC","channel":"email","version":3,"erasedAt":null}""",
        [typeof(EraseBody)] = """{"reason":"Asked for by letter of 3 March."}""",
        [typeof(TimelineEntryView)] =
            """{"at":"2026-03-02T09:30:16.004Z","kind":"scheduled","text":"The carrier accepted the booking; tracking number BP00000042.","by":null}""",
        [typeof(ApiProblem)] =
            """
            {"type":"urn:ordering-system:problem:validation-failed","title":"Some fields are not acceptable.","status":422,"detail":null,
            "errors":{"items[0].quantity":["A quantity is 1 to 999."]}}
            """,
    };

    public static IEnumerable<KeyValuePair<Type, string>> All => ByType;

    /// <returns>Null where the type has none.</returns>
    public static string? Of(Type type) => ByType.GetValueOrDefault(type);
}
