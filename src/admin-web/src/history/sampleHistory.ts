import type { EventOutline } from '../api/types';

type Said = Partial<Pick<EventOutline, 'name' | 'index' | 'resource' | 'error' | 'text'>>;

const Silent = { name: null, index: null, resource: null, error: null, text: null };

/** Builds histories for tests as an engine writes them. Ids count from 1; `previous` defaults to the event before. */
export class HistoryBuilder {
  readonly events: EventOutline[] = [];
  private time = Date.UTC(2026, 10, 23, 7, 0, 0);

  wait(seconds: number): this {
    this.time += seconds * 1000;
    return this;
  }

  add(type: string, said: Said = {}, previous = this.events.length): number {
    const id = this.events.length + 1;
    this.events.push({ id, previousEventId: previous, type, timestamp: new Date(this.time).toISOString(), ...Silent, ...said });
    return id;
  }

  enter(type: string, name: string, previous?: number): number {
    return this.add(`${type}StateEntered`, { name, text: '{"orderId":"O-1"}' }, previous);
  }

  exit(type: string, name: string, previous?: number): number {
    return this.add(`${type}StateExited`, { name, text: '{"orderId":"O-1"}' }, previous);
  }
}
