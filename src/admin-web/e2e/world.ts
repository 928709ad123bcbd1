import { eventually, type Host } from './host';

export interface World {
  /** Waits for Bob's Post. */
  waiting: string;
  /** Waits for a decision. */
  undecided: string;
  shipped: string;
  /** Has an order that waits, and one correction behind them. */
  customer: string;
}

const Items = ['Walnut desk', 'Reading lamp', 'Bookcase, oak', 'Rug 2 × 3 m', 'Armchair', 'Wall clock', 'Kettle', 'Linen curtains', 'Bed frame', 'Stool'];

/** Some days in the life of the shop: orders that shipped, some that wait for Bob's Post, some for a person. */
export async function makeWorld(host: Host): Promise<World> {
  const { items } = await host.api<{ items: { customerId: string }[] }>('GET', '/api/customers?limit=25');
  const customer = (index: number) => items[index % items.length]?.customerId ?? '';
  const item = (index: number) => Items[index % Items.length] ?? '';
  const shipped = await host.placeOrder(customer(0), item(0));
  for (let index = 1; index < 8; index += 1) {
    await host.placeOrder(customer(index * 3), item(index));
  }

  await host.advance('P4D');
  await host.advanceUntil(() => host.api<{ notifiedAt: string | null }>('GET', `/api/orders/${shipped}`), (order) => order.notifiedAt !== null, 'the first order has shipped', 'PT12H');

  const nowhere = await host.addCustomer('Annabella Milbanke', '+442079460998', '1 Harbour Road, Atlantis');
  const undecided = await host.placeOrder(nowhere, 'Difference engine');
  await host.placeOrder(nowhere, 'Analytical engine');
  await eventually(() => host.api<{ attention: number }>('GET', '/api/orders/counts'), (counts) => counts.attention === 2, 'two orders wait for a decision');
  await host.api('POST', '/api/clock/outage', { for: 'P5D' });
  const waiting = await host.placeOrder(customer(4), 'Writing table');
  for (let index = 1; index < 9; index += 1) {
    await host.placeOrder(customer(index * 2 + 1), item(index + 3));
  }

  await host.advance('P2D');
  await host.advanceUntil(() => host.api<{ waitingForCarrier: number }>('GET', '/api/orders/counts'), (counts) => counts.waitingForCarrier >= 9, 'nine orders wait for Bob’s Post', 'PT1H');

  await host.api('POST', `/api/orders/${waiting}/notes`, { text: 'Called to ask when it comes. Told: as soon as Bob’s Post answers.' });
  const customerId = customer(4);
  const { name, email, phone, address, channel } = await host.api<Record<string, string>>('GET', `/api/customers/${customerId}`);
  await host.api('PUT', `/api/customers/${customerId}`, { name, email, phone, channel, address: `${address ?? ''}\nThe blue door` });
  return { waiting, undecided, shipped, customer: customerId };
}

export interface Screen {
  /** Of its picture. */
  name: string;
  role: 'admin' | 'operator';
  path: string;
  /** What is there once it is: the title, then the part that comes last. */
  shows: string[];
}

/** Every screen. */
export function screensOf(world: World): Screen[] {
  const title = (text: string) => `main h1:has-text("${text}")`;
  const rows = 'main tr a[data-row-link]';
  const tab = (name: string) => `[role="tab"][aria-selected="true"]:has-text("${name}")`;
  const execution = (name: string) => `/executions/order/${name}`;
  return [
    { name: 'orders', role: 'admin', path: '/orders', shows: [title('Orders'), rows] },
    { name: 'place-an-order', role: 'admin', path: '/orders/new', shows: [title('Place an order')] },
    { name: 'order', role: 'operator', path: `/orders/${world.waiting}`, shows: [title('Order'), '.graph .state'] },
    { name: 'customers', role: 'admin', path: '/customers', shows: [title('Customers'), rows] },
    { name: 'customer', role: 'admin', path: `/customers/${world.customer}`, shows: ['text="Correct…"', rows] },
    { name: 'bobs-post', role: 'operator', path: '/carrier', shows: [title('Bob'), 'text="Who waits, oldest first"'] },
    { name: 'executions', role: 'operator', path: '/executions?graph=1', shows: [title('Executions'), rows, '.graph .state'] },
    { name: 'execution-graph', role: 'operator', path: execution(world.shipped), shows: [tab('Graph'), '.graph .state'] },
    { name: 'execution-steps', role: 'operator', path: `${execution(world.waiting)}?tab=steps`, shows: [tab('Steps')] },
    { name: 'execution-events', role: 'operator', path: `${execution(world.waiting)}?tab=events`, shows: [tab('Events'), '.events tbody tr'] },
    { name: 'waiting-for-people', role: 'operator', path: '/waiting', shows: [title('Waiting for people'), '.tasks li'] },
    { name: 'safe-resume', role: 'operator', path: '/waiting', shows: [title('Waiting for people'), '.tasks li'] },
    { name: 'demo-clock', role: 'operator', path: '/clock', shows: [title('Demo clock'), '.clock-face'] },
    { name: 'audit', role: 'operator', path: '/audit', shows: [title('Audit')] },
    { name: 'settings', role: 'operator', path: '/settings', shows: [title('Settings')] },
  ];
}
