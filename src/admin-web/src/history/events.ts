/** A history event as the API gives it. */
export interface HistoryEvent {
  id: number;
  previousEventId: number;
  type: string;
  /** RFC 3339. */
  timestamp: string;
  /** The service's name of the details: `stateEnteredEventDetails`. */
  detailsName?: string | null;
  /** Their members, in camelCase; task tokens are blacked out. */
  details?: Record<string, unknown> | null;
}

export function detailsOf(event: HistoryEvent): Record<string, unknown> {
  return event.details ?? {};
}

export function text(details: Record<string, unknown>, name: string): string | null {
  const value = details[name];
  return typeof value === 'string' ? value : null;
}
