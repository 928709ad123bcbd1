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

  for (let day = 0; day < 6; day += 1) {
    await host.advance('P1D');
  }

  const nowhere = await host.addCustomer('Annabella Milbanke', '+442079460998', '1 Harbour Road, Atlantis');
  const undecided = await host.placeOrder(nowhere, 'Difference engine');
  await host.placeOrder(nowhere, 'Analytical engine');
  await eventually(() => host.api<{ attention: number }>('GET', '/api/orders/counts'), (counts) => counts.attention === 2, 'two orders wait for a decision');
  await host.api('POST', '/api/clock/outage', { for: 'P5D' });
  const waiting = await host.placeOrder(customer(4), 'Writing table');
  for (let index = 1; index < 9; index += 1) {
    await host.placeOrder(customer(index * 2 + 1), item(index + 3));
  }

  for (let hours = 0; hours < 4; hours += 1) {
    await host.advance('PT13H');
  }

  await host.api('POST', `/api/orders/${waiting}/notes`, { text: 'Called to ask when it comes. Told: as soon as Bob’s Post answers.' });
  const customerId = customer(4);
  const { name, email, phone, address, channel } = await host.api<Record<string, string>>('GET', `/api/customers/${customerId}`);
  await host.api('PUT', `/api/customers/${customerId}`, { name, email, phone, channel, address: `${address ?? ''}\nThe blue door` });
  return { waiting, undecided, shipped, customer: customerId };
}

/** Every screen by the name of its picture. */
export function screensOf(world: World): [name: string, role: 'admin' | 'operator', path: string][] {
  return [
    ['orders', 'admin', '/orders'],
    ['place-an-order', 'admin', '/orders/new'],
    ['order', 'operator', `/orders/${world.waiting}`],
    ['customers', 'admin', '/customers'],
    ['customer', 'admin', `/customers/${world.customer}`],
    ['bobs-post', 'operator', '/carrier'],
    ['executions', 'operator', '/executions?graph=1'],
    ['execution-graph', 'operator', `/executions/order/${world.shipped}`],
    ['execution-steps', 'operator', `/executions/order/${world.waiting}?tab=steps`],
    ['execution-events', 'operator', `/executions/order/${world.waiting}?tab=events`],
    ['waiting-for-people', 'operator', '/waiting'],
    ['safe-resume', 'operator', '/waiting?resume'],
    ['demo-clock', 'operator', '/clock'],
    ['audit', 'operator', '/audit'],
    ['settings', 'operator', '/settings'],
  ];
}
