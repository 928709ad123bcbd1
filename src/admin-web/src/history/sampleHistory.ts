import type { HistoryEvent } from './events';

/** Builds histories for tests as an engine writes them. Ids count from 1; `previous` defaults to the event before. */
export class HistoryBuilder {
  readonly events: HistoryEvent[] = [];
  private time = Date.UTC(2026, 10, 23, 7, 0, 0);

  wait(seconds: number): this {
    this.time += seconds * 1000;
    return this;
  }

  add(type: string, details: Record<string, unknown> = {}, previous = this.events.length): number {
    const id = this.events.length + 1;
    this.events.push({ id, previousEventId: previous, type, timestamp: new Date(this.time).toISOString(), details });
    return id;
  }

  enter(type: string, name: string, previous?: number): number {
    return this.add(`${type}StateEntered`, { name, input: '{"orderId":"O-1"}' }, previous);
  }

  exit(type: string, name: string, previous?: number): number {
    return this.add(`${type}StateExited`, { name, output: '{"orderId":"O-1"}' }, previous);
  }
}
