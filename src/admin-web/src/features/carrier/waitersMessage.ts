import type { Order } from '../../api/types';
import { absolute, type Zone } from '../../time/words';
import { itemsWords } from '../orders/orderWords';

export const MessageDraft = `Dear {name},

your order {order} of {placed} ({items}) has not shipped yet: Bob’s Post, who ships for us, has been out of order since {since}.

Your order is safe with us, and goes out by itself as soon as they are back. You need not do anything, and you will hear from us the moment it is on its way.

We are sorry for the wait.`;

const Names = ['name', 'order', 'placed', 'items', 'since'] as const;

/** A draft with the order's own facts in place of `{name}` and the like; a word in braces that is none of them stays as it is. */
export function messageFor(draft: string, order: Order, downSince: string, zone: Zone): string {
  const facts: Record<(typeof Names)[number], string> = {
    name: order.customer?.name ?? order.customerId,
    order: order.orderId,
    placed: absolute(Date.parse(order.placedAt), zone),
    items: itemsWords(order.items),
    since: absolute(Date.parse(downSince), zone),
  };
  return draft.replace(/\{(\w+)\}/g, (whole, name: string) => (Names as readonly string[]).includes(name) ? facts[name as (typeof Names)[number]] : whole);
}

/** Each address once, for the field that others do not see. */
export function addressesOf(orders: readonly Order[]): string {
  return [...new Set(orders.map((order) => order.customer?.email).filter((email): email is string => typeof email === 'string' && email !== ''))].join(', ');
}

/** Who waits for so many days or longer: an order placed before; undefined for everybody. To the minute, so that the list is not asked for anew each second. */
export function placedBefore(now: number, days: number): string | undefined {
  return days === 0 ? undefined : new Date(Math.floor((now - days * 86_400_000) / 60_000) * 60_000).toISOString();
}
