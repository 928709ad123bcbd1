import type { CustomerBody, Order, OrderItem } from '../../api/types';
import { checkCustomer, plainPhone } from '../customers/customer';

/** An order that is being taken down; kept in this tab until it is placed or thrown away. */
export interface OrderDraft {
  /** Made with the draft: however often it is sent, one order comes of it. */
  key: string;
  customerId: string | null;
  newCustomer: CustomerBody | null;
  lines: { description: string; quantity: string }[];
  note: string;
}

export const emptyLine = { description: '', quantity: '1' };

export function emptyDraft(): OrderDraft {
  return { key: crypto.randomUUID(), customerId: null, newCustomer: null, lines: [emptyLine], note: '' };
}

export const emptyCustomer = (from: string): CustomerBody => {
  const typed = from.trim();
  const isPhone = /^[+\d][\d\s()./-]{4,}$/.test(typed);
  const isEmail = typed.includes('@');
  return { name: isPhone || isEmail ? '' : typed, email: isEmail ? typed : '', phone: isPhone ? typed : '', address: '', channel: 'email' };
};

export type DraftErrors = Record<string, string>;

const MaxLines = 100;
const MaxQuantity = 999;
const MaxDescription = 500;

/** What is wrong with a draft, by field; the same fields as the API names. */
export function checkDraft(draft: OrderDraft): DraftErrors {
  const errors: DraftErrors = {};
  if (draft.customerId === null && draft.newCustomer === null) {
    errors.customerId = 'Find the customer, or take down a new one.';
  }

  if (draft.newCustomer !== null) {
    Object.assign(errors, checkCustomer(draft.newCustomer));
  }

  const filled = draft.lines.map((line, index) => ({ line, index })).filter(({ line }) => line.description.trim() !== '' || draft.lines.length === 1);
  for (const { line, index } of filled) {
    if (line.description.trim() === '') {
      errors[`items[${index}].description`] = 'What is ordered?';
    } else if (line.description.trim().length > MaxDescription) {
      errors[`items[${index}].description`] = `Up to ${MaxDescription} characters.`;
    }

    const quantity = Number(line.quantity);
    if (!Number.isInteger(quantity) || quantity < 1 || quantity > MaxQuantity) {
      errors[`items[${index}].quantity`] = `A whole number from 1 to ${MaxQuantity}.`;
    }
  }

  if (filled.length > MaxLines) {
    errors.items = `An order has up to ${MaxLines} lines.`;
  }

  return errors;
}

/** What to look for: a phone number as it is spoken becomes what is in every writing of it. */
export function searchText(typed: string): string {
  const text = typed.trim();
  return /^[+\d][\d\s()./-]{3,}$/.test(text) ? plainPhone(text).replace(/^0+/, '') : text;
}

/** The lines that are sent; those left empty are not. @returns Also where each stood in the form. */
export function itemsOf(draft: OrderDraft): { items: OrderItem[]; rows: number[] } {
  const filled = draft.lines.map((line, row) => ({ line, row })).filter(({ line }) => line.description.trim() !== '');
  return {
    items: filled.map(({ line }) => ({ description: line.description.trim(), quantity: Number(line.quantity) })),
    rows: filled.map(({ row }) => row),
  };
}

/** Translates the API's fields into those of the form. */
export function serverErrors(errors: Record<string, string[]>, rows: readonly number[]): DraftErrors {
  return Object.fromEntries(
    Object.entries(errors).map(([field, messages]) => [field.replace(/^items\[(\d+)\]/, (_, index: string) => `items[${rows[Number(index)] ?? index}]`), messages.join(' ')]),
  );
}

/** An order of the same customer with the same lines: perhaps the call was taken down twice. */
export function findTwin(items: readonly OrderItem[], recent: readonly Order[]): Order | undefined {
  const lines = (list: readonly OrderItem[]) =>
    list
      .map((item) => `${item.quantity}×${item.description.trim().toLowerCase()}`)
      .toSorted()
      .join('|');
  const mine = lines(items);
  return recent.find((order) => order.status !== 'Cancelled' && order.status !== 'Rejected' && lines(order.items) === mine);
}

/** Whether somebody has begun to take the order down. */
export function isBegun(draft: OrderDraft): boolean {
  return draft.customerId !== null || draft.newCustomer !== null || draft.note.trim() !== '' || draft.lines.some((line) => line.description.trim() !== '');
}

/** What an address asks for: `?customer=C-0001&item=2×Lamp`, of "Place one like this" and "New order". Null where it asks for nothing. */
export function draftOfAddress(parameters: URLSearchParams): OrderDraft | null {
  const customerId = parameters.get('customer');
  const lines = parameters.getAll('item').map((item) => {
    const [quantity = '1', ...description] = item.split('×');
    return { quantity: quantity.trim(), description: description.join('×').trim() };
  });
  if (customerId === null && lines.length === 0) {
    return null;
  }

  const draft = emptyDraft();
  return { ...draft, customerId, lines: lines.length > 0 ? lines : draft.lines };
}

/** The address that takes down an order like another one. */
export function addressOfLike(order: Pick<Order, 'customerId' | 'items'>): string {
  const query = new URLSearchParams({ customer: order.customerId });
  for (const item of order.items) {
    query.append('item', `${item.quantity}×${item.description}`);
  }

  return `/orders/new?${query.toString()}`;
}
