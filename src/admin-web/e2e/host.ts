import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

interface Credentials {
  admin: Person;
  operator: Person;
  client: { client_id: string; client_secret: string };
  aws: { accessKeyId: string; secretAccessKey: string; region: string };
}

interface Person {
  username: string;
  password: string;
}

interface Addresses {
  url: string;
  stepFunctions: string;
  carrier: string;
}

const Built = join(import.meta.dirname, '../../OrderingSystem.Host/bin/Debug/net10.0/OrderingSystem.Host.dll');

/** The host as people run it: a process with a data folder of its own, on ports that nobody else has. */
export class Host {
  private process: ChildProcess | null = null;
  private token: string | null = null;
  addresses: Addresses = { url: 'http://127.0.0.1:0', stepFunctions: 'http://127.0.0.1:0', carrier: 'http://127.0.0.1:0' };
  private readonly data: string;

  /**
   * @param kind `engine`: the engine alone, with its console and without orders.
   * @param folder A data folder that is there and stays; null for a new one.
   */
  constructor(
    private readonly kind: 'serve' | 'engine' = 'serve',
    private readonly folder: string | null = null,
  ) {
    this.data = folder ?? mkdtempSync(join(tmpdir(), 'ordering-web-'));
  }

  get url(): string {
    return this.addresses.url;
  }

  get credentials(): Credentials {
    return JSON.parse(readFileSync(join(this.data, 'credentials.json'), 'utf8')) as Credentials;
  }

  /** Starts it, the second time on the addresses that it had. */
  async start(): Promise<void> {
    const assembly = process.env.ORDERING_HOST ?? Built;
    if (!existsSync(assembly)) {
      throw new Error(`Build the host first: ${assembly} is missing.`);
    }

    const environment = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('ORDERING_')));
    const { url, stepFunctions } = this.addresses;
    const where = this.kind === 'serve' ? ['--url', url, '--carrier-url', 'http://127.0.0.1:0'] : ['--console-url', url];
    const started = spawn('dotnet', [assembly, this.kind, '--data', this.data, '--stepfunctions-url', stepFunctions, ...where], { env: environment });
    this.process = started;
    let output = '';
    await new Promise<void>((resolve, reject) => {
      const take = (chunk: Buffer) => {
        output += chunk.toString();
        if (/(Everything|It) listens on/.test(output)) {
          resolve();
        }
      };
      started.stdout.on('data', take);
      started.stderr.on('data', take);
      started.once('exit', (code) => {
        reject(new Error(`The host ended with ${code}:\n${output}`));
      });
    });
    const address = (line: RegExp) => (line.exec(output)?.[1] ?? '').replace(/\/$/, '');
    this.addresses = { url: address(/(?:Admin API|Web console)\s+(http:\/\/[^/\s]+)/), stepFunctions: address(/Step Functions\s+(http:\/\/\S+)/), carrier: address(/Bob's Post\s+(http:\/\/\S+)/) };
  }

  /** SIGKILL: nothing is flushed, nothing is said. */
  async kill(): Promise<void> {
    const { process: running } = this;
    if (running?.exitCode === null) {
      const ended = new Promise((resolve) => running.once('exit', resolve));
      running.kill('SIGKILL');
      await ended;
    }
  }

  async dispose(): Promise<void> {
    await this.kill();
    if (this.folder === null) {
      rmSync(this.data, { recursive: true, force: true });
    }
  }

  /** One request to the API, as a program. */
  async api<T>(method: string, path: string, body?: unknown, headers: Record<string, string> = {}): Promise<T> {
    this.token ??= await this.fetchToken();
    const response = await fetch(this.url + path, {
      method,
      headers: { Authorization: `Bearer ${this.token}`, 'Content-Type': 'application/json', ...headers },
      body: body === undefined ? null : JSON.stringify(body),
    });
    const text = await response.text();
    if (!response.ok) {
      throw new Error(`${method} ${path}: ${response.status} ${text}`);
    }

    return (text === '' ? undefined : JSON.parse(text)) as T;
  }

  /** Places an order and waits until lists have it: it is accepted when its execution has begun, and listed when that has recorded it. */
  async placeOrder(customerId: string, description: string): Promise<string> {
    const { orderId } = await this.api<{ orderId: string }>('POST', '/api/orders', { customerId, items: [{ description, quantity: 1 }] }, { 'Idempotency-Key': crypto.randomUUID() });
    await eventually(() => this.api<{ items: unknown[] }>('GET', `/api/orders?search=${orderId}`), ({ items }) => items.length === 1, 'the order is listed');
    return orderId;
  }

  async addCustomer(name: string, phone: string, address: string): Promise<string> {
    const body = { name, phone, address, email: `${name.toLowerCase().replace(/\W+/g, '.')}@example.com` };
    const { customerId } = await this.api<{ customerId: string }>('POST', '/api/customers', body, { 'Idempotency-Key': crypto.randomUUID() });
    return customerId;
  }

  async advance(by: string): Promise<void> {
    await this.api('POST', '/api/clock/advance', { by });
  }

  /** Has time go by until it holds: one step may go less far than asked where the machine is slow. */
  async advanceUntil<T>(look: () => Promise<T>, holds: (value: T) => boolean, what: string, by = 'P1D'): Promise<T> {
    return eventually(look, holds, what, () => this.advance(by));
  }

  /** Bob's Post, by its own control. */
  async carrier(method: string, path: string, body?: unknown): Promise<void> {
    const response = await fetch(this.addresses.carrier + path, { method, headers: { 'Content-Type': 'application/json' }, body: body === undefined ? null : JSON.stringify(body) });
    if (!response.ok) {
      throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
    }
  }

  private async fetchToken(): Promise<string> {
    const { client_id, client_secret } = this.credentials.client;
    const response = await fetch(`${this.url}/connect/token`, {
      method: 'POST',
      body: new URLSearchParams({ grant_type: 'client_credentials', client_id, client_secret, scope: 'orders:read orders:write executions:read executions:operate' }),
    });
    if (!response.ok) {
      throw new Error(`No token: ${response.status} ${await response.text()}`);
    }

    return ((await response.json()) as { access_token: string }).access_token;
  }
}

const Patience = 150_000;

/** Repeats until it holds; time on a loaded machine is no measure. */
export async function eventually<T>(look: () => Promise<T>, holds: (value: T) => boolean, what: string, pause = () => new Promise<void>((resolve) => setTimeout(resolve, 200))): Promise<T> {
  const begun = Date.now();
  for (;;) {
    const value = await look();
    if (holds(value)) {
      return value;
    }

    if (Date.now() - begun > Patience) {
      throw new Error(`It never came to this: ${what}. Last: ${JSON.stringify(value)}`);
    }

    await pause();
  }
}
