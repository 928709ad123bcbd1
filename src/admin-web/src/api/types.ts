import type { components, operations } from './schema';

/** What the API answers, under the names that this app has for it. All of it is generated from docs/openapi/v1.json; times are RFC 3339 in UTC. */
type Schemas = components['schemas'];

export interface Page<T> {
  items: T[];
  nextCursor: string | null;
}

/** The query parameters of an operation, by its id in the document. */
export type QueryOf<Id extends keyof operations> = operations[Id] extends { parameters: { query?: infer Query } } ? NonNullable<Query> : never;

/** The same as an address has them: words, which the API checks. What is empty is not asked for. */
export type Filters<Id extends keyof operations> = { [Name in keyof QueryOf<Id>]?: QueryOf<Id>[Name] | string | null | undefined };

export type Order = Schemas['Order'];
export type OrderStatus = Order['status'];
export type OrderItem = Schemas['OrderItem'];
export type Attention = Schemas['Attention'];
export type OrderCounts = Schemas['OrderCounts'];
export type Whereabouts = Schemas['Whereabouts'];
export type TimelineEntry = Schemas['TimelineEntry'];
export type PlaceOrderBody = Schemas['PlaceOrderBody'];

export type Decision = Schemas['DecisionBody']['decision'];
export type DecisionFilter = Schemas['AttentionFilterBody'];
export type BulkLook = Schemas['BulkDecisionLook'];
export type BulkJob = Schemas['BulkDecision'];

export type Customer = Schemas['Customer'];
export type CustomerBody = Schemas['CustomerBody'];
export type Channel = Customer['channel'];

export type Carrier = Schemas['Carrier'];
export type CarrierProbe = Schemas['CarrierProbe'];
export type WaitingOrder = Schemas['CarrierWaiting'];

export type StateMachineSummary = Schemas['StateMachine'];
export type StateMachine = Schemas['StateMachineDetails'];

export type ExecutionSummary = Schemas['Execution'];
export type ExecutionStatus = ExecutionSummary['status'];
/** The summary and the details in one. */
export type Execution = ExecutionSummary & Omit<Schemas['ExecutionDetails'], 'execution'>;
export type HistoryEvent = Schemas['HistoryEvent'];
/** An event in a line: enough to draw an execution and to list what happened. */
export type EventOutline = Schemas['HistoryOutline'];
export type RedriveFilter = Schemas['RedriveFilterBody'];
export type RedriveLook = Schemas['BulkRedriveLook'];
export type RedriveJob = Schemas['BulkRedrive'];

export type WaitingTask = Schemas['Waiting'];
export type ResumePreview = Schemas['ResumePreview'];
export type ResumeOutcome = Schemas['ResumeOutcome'];
export type ResumeBody = Schemas['ResumeBody'];

export type ClockView = Schemas['Clock'];
export type ClockTimer = Schemas['ClockTimer'];
export type ClockOutageBody = Schemas['ClockOutageBody'];

export type Me = Schemas['Me'];
export type AuditEntry = Schemas['AuditEntry'];
export type ProblemBody = Schemas['Problem'];
