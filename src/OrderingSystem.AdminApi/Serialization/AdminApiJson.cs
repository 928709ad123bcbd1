using System.Text.Json.Serialization;
using OrderingSystem.AdminApi.Endpoints;
using OrderingSystem.AdminApi.Problems;
using OrderingSystem.AdminApi.Requests;

namespace OrderingSystem.AdminApi.Serialization;

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    AllowDuplicateProperties = false,
    Converters = [typeof(UtcTimeConverter)])]
[JsonSerializable(typeof(PlaceOrderBody))]
[JsonSerializable(typeof(DecisionBody))]
[JsonSerializable(typeof(CancelBody))]
[JsonSerializable(typeof(BulkDecisionBody))]
[JsonSerializable(typeof(BulkDecisionLookView))]
[JsonSerializable(typeof(BulkDecisionView))]
[JsonSerializable(typeof(ReasonBody))]
[JsonSerializable(typeof(RunAgainBody))]
[JsonSerializable(typeof(BulkRedriveBody))]
[JsonSerializable(typeof(OperatedExecutionView))]
[JsonSerializable(typeof(RunAgainView))]
[JsonSerializable(typeof(BulkRedriveLookView))]
[JsonSerializable(typeof(BulkRedriveView))]
[JsonSerializable(typeof(CustomerBody))]
[JsonSerializable(typeof(AdvanceClockBody))]
[JsonSerializable(typeof(ApiProblem))]
[JsonSerializable(typeof(OrderView))]
[JsonSerializable(typeof(OrderCountsView))]
[JsonSerializable(typeof(WhereaboutsView))]
[JsonSerializable(typeof(TimelineEntryView))]
[JsonSerializable(typeof(NoteBody))]
[JsonSerializable(typeof(PageView<OrderView>), TypeInfoPropertyName = "OrderPage")]
[JsonSerializable(typeof(PageView<TimelineEntryView>), TypeInfoPropertyName = "TimelinePage")]
[JsonSerializable(typeof(CustomerView))]
[JsonSerializable(typeof(EraseBody))]
[JsonSerializable(typeof(PageView<CustomerChangeView>), TypeInfoPropertyName = "CustomerChangePage")]
[JsonSerializable(typeof(PageView<CustomerView>), TypeInfoPropertyName = "CustomerPage")]
[JsonSerializable(typeof(PageView<NotificationView>), TypeInfoPropertyName = "NotificationPage")]
[JsonSerializable(typeof(PageView<StateMachineView>), TypeInfoPropertyName = "StateMachinePage")]
[JsonSerializable(typeof(StateMachineDetailsView))]
[JsonSerializable(typeof(PageView<ExecutionView>), TypeInfoPropertyName = "ExecutionPage")]
[JsonSerializable(typeof(ExecutionView))]
[JsonSerializable(typeof(ExecutionDetailsView))]
[JsonSerializable(typeof(PageView<HistoryEventView>), TypeInfoPropertyName = "HistoryPage")]
[JsonSerializable(typeof(PageView<WaitingView>), TypeInfoPropertyName = "WaitingPage")]
[JsonSerializable(typeof(ResumeBody))]
[JsonSerializable(typeof(ResumePreviewView))]
[JsonSerializable(typeof(ResumedView))]
[JsonSerializable(typeof(PageView<CarrierProbeView>), TypeInfoPropertyName = "CarrierProbePage")]
[JsonSerializable(typeof(PageView<CarrierWaitingView>), TypeInfoPropertyName = "CarrierWaitingPage")]
[JsonSerializable(typeof(OrderChangedView))]
[JsonSerializable(typeof(PageView<ClockTimerView>), TypeInfoPropertyName = "ClockTimerPage")]
[JsonSerializable(typeof(ClockOutageBody))]
[JsonSerializable(typeof(ClockOutageView))]
[JsonSerializable(typeof(MeView))]
[JsonSerializable(typeof(PageView<AuditEntryView>), TypeInfoPropertyName = "AuditPage")]
[JsonSerializable(typeof(CarrierView))]
[JsonSerializable(typeof(ClockView))]
[JsonSerializable(typeof(InvariantsView))]
[JsonSerializable(typeof(ReadinessView))]
internal sealed partial class AdminApiJson : JsonSerializerContext;
