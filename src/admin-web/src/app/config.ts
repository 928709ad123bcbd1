/** What differs between installations; the same bundle is served by the host and from S3. */
export interface AppConfig {
  /** Empty for the page's own origin. */
  apiUrl: string;
  /** The OpenID Connect issuer. */
  authority: string;
  clientId: string;
  scope: string;
  /** Where AWS tools find the Step Functions endpoint; null where they know it by themselves. */
  stepFunctionsUrl: string | null;
  features: {
    /** False on the engine alone: there are executions and no orders. */
    orders: boolean;
    /** Time can be skipped: the embedded engine only. */
    demoClock: boolean;
    /** Changes arrive by server-sent events; else the page looks every few seconds. */
    events: boolean;
  };
}

/** @throws Error with a sentence that says what to do. */
export async function loadConfig(): Promise<AppConfig> {
  let response: Response;
  try {
    response = await fetch('/config.json', { headers: { Accept: 'application/json' } });
  } catch {
    throw new Error('The server gives no answer. Is it running? Reload this page when it is.');
  }

  if (!response.ok || !(response.headers.get('content-type') ?? '').includes('json')) {
    throw new Error(`The server has no /config.json (it answered ${response.status}), so this page does not know where to sign in. The host serves it; on S3 the deployment writes it.`);
  }

  const config = (await response.json()) as Partial<AppConfig>;
  for (const name of ['authority', 'clientId', 'scope'] as const) {
    if (typeof config[name] !== 'string' || config[name] === '') {
      throw new Error(`/config.json does not say ${name}.`);
    }
  }

  return {
    apiUrl: (config.apiUrl ?? '').replace(/\/+$/, ''),
    authority: config.authority ?? '',
    clientId: config.clientId ?? '',
    scope: config.scope ?? '',
    stepFunctionsUrl: config.stepFunctionsUrl ?? null,
    features: { orders: config.features?.orders ?? true, demoClock: config.features?.demoClock ?? false, events: config.features?.events ?? false },
  };
}
