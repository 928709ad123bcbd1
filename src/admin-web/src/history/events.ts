/** A history event as the API gives it: AWS's members in camelCase, times as RFC 3339. */
export interface HistoryEvent {
  id: number;
  previousEventId: number;
  type: string;
  timestamp: string;
  [details: string]: unknown;
}

/** The member `…EventDetails` of an event; empty where it has none. */
export function detailsOf(event: HistoryEvent): Record<string, unknown> {
  for (const [key, value] of Object.entries(event)) {
    if (key.endsWith('EventDetails') && typeof value === 'object' && value !== null) {
      return value as Record<string, unknown>;
    }
  }

  return {};
}

export function text(details: Record<string, unknown>, name: string): string | null {
  const value = details[name];
  return typeof value === 'string' ? value : null;
}
