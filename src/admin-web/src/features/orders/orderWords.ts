import type { Order, OrderItem } from '../../api/types';

/** `Walnut desk`, `2 × Lamp and 3 more`. */
export function itemsWords(items: readonly OrderItem[]): string {
  const [first, ...others] = items;
  if (!first) {
    return '–';
  }

  const words = first.quantity === 1 ? first.description : `${first.quantity} × ${first.description}`;
  return others.length === 0 ? words : `${words} and ${others.length} more`;
}

/** For what an order waits, in a few words. */
export function waitingWords(order: Pick<Order, 'status' | 'attention' | 'notifiedAt'>, isCarrierDown: boolean): string {
  if (order.attention) {
    return order.attention.kind === 'call' ? 'Somebody to call the customer' : 'A person to decide';
  }

  if (isCarrierDown && (order.status === 'Placed' || order.status === 'Scheduled')) {
    return 'Bob’s Post to return';
  }

  switch (order.status) {
    case 'Placed':
      return 'Bob’s Post to accept';
    case 'Scheduled':
      return 'Bob’s Post to ship';
    case 'Shipped':
      return order.notifiedAt ? '–' : 'The message to the customer';
    default:
      return '–';
  }
}

/** What comes of a whole order in the hand: read aloud on the phone or pasted into a mail. */
export function summaryText(order: Order): string {
  return [
    `Order ${order.orderId}`,
    order.customer ? `for ${order.customer.name}, ${order.customer.phone}` : '',
    ...order.items.map((item) => `${item.quantity} × ${item.description}`),
    order.note ? `Note: ${order.note}` : '',
  ]
    .filter((line) => line !== '')
    .join('\n');
}

/** When something about the order changed last. */
export function lastChange(order: Pick<Order, 'placedAt' | 'scheduledAt' | 'shippedAt' | 'notifiedAt' | 'attention'>): string {
  const times = [order.placedAt, order.scheduledAt, order.shippedAt, order.notifiedAt, order.attention?.since].filter((at): at is string => typeof at === 'string');
  return times.reduce((latest, at) => (Date.parse(at) > Date.parse(latest) ? at : latest), order.placedAt);
}

/** The order number in a text that is nothing else: in small letters, in groups, with O for 0 or I for 1, with or without its prefix. */
export function orderNumberOf(typed: string): string | null {
  const digits = typed
    .toUpperCase()
    .replace(/[\s-]/g, '')
    .replace(/^O(?=.{26}$)/, '')
    .replaceAll('O', '0')
    .replace(/[IL]/g, '1');
  return /^[0-9A-HJKMNP-TV-Z]{26}$/.test(digits) ? `O-${digits}` : null;
}

/** Whether a text looks like a phone number, in any writing. */
export function isPhoneNumber(text: string): boolean {
  return /^[+\d][\d\s()./-]{6,}$/.test(text.trim());
}
