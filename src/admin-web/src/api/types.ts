/** The API's representations. Times are RFC 3339 in UTC. */

export type OrderStatus = 'Placed' | 'Scheduled' | 'Shipped' | 'Cancelled' | 'Rejected';

export interface Page<T> {
  items: T[];
  nextCursor?: string | null;
}

export interface OrderItem {
  description: string;
  quantity: number;
}

export interface Attention {
  state: string;
  error: string;
  cause: string;
  since: string;
}

export interface Order {
  orderId: string;
  customerId: string;
  customer?: { name: string; email: string; phone: string } | null;
  items: OrderItem[];
  note?: string | null;
  status: OrderStatus;
  attention?: Attention | null;
  trackingNumber?: string | null;
  placedBy: string;
  placedAt: string;
  scheduledAt?: string | null;
  shippedAt?: string | null;
  notifiedAt?: string | null;
  executionArn?: string | null;
}

export interface OrderCounts {
  total: number;
  placed: number;
  scheduled: number;
  shipped: number;
  cancelled: number;
  rejected: number;
  attention: number;
  waitingForCarrier: number;
}

export interface Whereabouts {
  orderId: string;
  state?: string | null;
  waitingFor?: 'carrier' | 'shipment' | 'operator' | 'notification' | null;
  since?: string | null;
  nextAt?: string | null;
  sentence: string;
  next?: string | null;
  tellCustomer?: string | null;
  executionName?: string | null;
  executionStatus?: string | null;
}

export interface TimelineEntry {
  at: string;
  kind: string;
  text: string;
  by?: string | null;
}

export type Channel = 'email' | 'sms' | 'phone';

export interface CustomerBody {
  name: string;
  email: string;
  phone: string;
  address: string;
  channel?: Channel;
}

export interface Customer extends CustomerBody {
  customerId: string;
  version?: number;
  /** When their personal data was erased; null where it was not. */
  erasedAt?: string | null;
}

export interface Carrier {
  name: string;
  state: 'up' | 'down' | 'probing' | 'recovering' | 'held';
  since: string;
  outageId?: string | null;
  downSince?: string | null;
  lastError?: string | null;
  nextProbeAt?: string | null;
  ordersWaiting: number;
  oldestWaitsSince?: string | null;
  drain?: { released: number; waiting: number; ordersPerBatch: number; pausedUntil?: string | null } | null;
  probesInVain?: number | null;
  whenItReturns?: { orders: number; ordersPerMinute: number; seconds: number } | null;
  hold?: { by: string; reason: string; since: string } | null;
}

export interface CarrierProbe {
  at: string;
  ok: boolean;
  error?: string | null;
}

export interface WaitingOrder {
  orderId: string;
  customerName?: string | null;
  since: string;
  state: string;
}

export interface StateMachineSummary {
  name: string;
  stateMachineArn: string;
  type: string;
  status?: string | null;
  createdAt?: string | null;
}

export interface StateMachine extends StateMachineSummary {
  definition: unknown;
  revisionId?: string | null;
  updatedAt?: string | null;
}

export type ExecutionStatus = 'RUNNING' | 'SUCCEEDED' | 'FAILED' | 'TIMED_OUT' | 'ABORTED' | 'PENDING_REDRIVE';

export interface ExecutionSummary {
  name: string;
  executionArn: string;
  stateMachine: string;
  status: ExecutionStatus;
  startedAt: string;
  stoppedAt?: string | null;
  redriveCount?: number | null;
  redrivenAt?: string | null;
  currentState?: string | null;
  enteredEventId?: number | null;
  waitingFor?: string | null;
  attempt?: number | null;
  nextAt?: string | null;
  lastError?: string | null;
  orderId?: string | null;
}

export interface Execution extends ExecutionSummary {
  input?: unknown;
  output?: unknown;
  error?: string | null;
  cause?: string | null;
  definition?: unknown;
  redriveStatus?: string | null;
  redriveStatusReason?: string | null;
  stateMachineVersionArn?: string | null;
  stateMachineAliasArn?: string | null;
}

export interface WaitingTask {
  kind: 'decision' | 'carrier' | 'callback';
  question: string;
  orderId?: string | null;
  /** Null, as what follows, where the execution moved on while the list was made. */
  executionName?: string | null;
  stateMachine?: string | null;
  state?: string | null;
  enteredEventId?: number | null;
  since: string;
  timesOutAt?: string | null;
  heartbeatSeconds?: number | null;
}

export interface ResumeOutcome {
  outcome: 'success' | 'failure';
  label: string;
  /** What is sent; null where the person writes it. */
  output?: unknown;
  then: string;
}

export interface ResumePreview {
  state: string;
  enteredEventId: number;
  kind: 'decision' | 'carrier' | 'callback';
  question: string;
  orderId?: string | null;
  since: string;
  timesOutAt?: string | null;
  outcomes: ResumeOutcome[];
  parameters?: Record<string, unknown> | null;
  carrierState?: string | null;
  recentActions: TimelineEntry[];
}

export interface ResumeBody {
  stateMachine?: string;
  state: string;
  enteredEventId: number;
  outcome: 'success' | 'failure';
  output?: unknown;
  error?: string;
  cause?: string;
  reason: string;
}

export interface BulkLook {
  orders: number;
  oldestOrderId?: string | null;
  oldestSince?: string | null;
}

export interface BulkJob {
  jobId: string;
  state: 'running' | 'stopped' | 'finished';
  decision: string;
  note?: string | null;
  by: string;
  at: string;
  ordersPerMinute: number;
  total: number;
  decided: number;
  superseded: number;
  notPossible: number;
  endedAt?: string | null;
  stoppedBy?: string | null;
}

export interface RedriveJob {
  jobId: string;
  state: 'running' | 'stopped' | 'finished' | 'failed';
  total?: number | null;
  redriven: number;
  declined: number;
  skipped: number;
}

export interface ClockView {
  now: string;
  mode: string;
}

export interface ClockTimer {
  dueAt: string;
  executionName: string;
  stateMachine: string;
  state?: string | null;
  waitingFor?: string | null;
}

export interface Me {
  name: string;
  role: 'admin' | 'operator' | 'program' | 'none';
  scopes: string[];
}

export interface AuditEntry {
  auditId: string;
  at: string;
  by: string;
  role: string;
  action: string;
  target: string;
  orderId?: string | null;
  reason?: string | null;
  outcome: string;
  requestId?: string | null;
}
