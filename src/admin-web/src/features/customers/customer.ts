import type { Channel, Customer, CustomerBody } from '../../api/types';

export const Channels: { value: Channel; label: string }[] = [
  { value: 'email', label: 'E-mail' },
  { value: 'sms', label: 'Text message' },
  { value: 'phone', label: 'We phone' },
];

export const FieldNames: Record<keyof CustomerBody, string> = { name: 'Name', email: 'E-mail', phone: 'Phone', address: 'Ship to', channel: 'Tell them by' };

const Fields = Object.keys(FieldNames) as (keyof CustomerBody)[];

export type CustomerErrors = Partial<Record<string, string>>;

/** A number as people write it, in the form that is stored: `+442079460001`. */
export function plainPhone(phone: string): string {
  return phone.trim().replace(/[\s()./-]/g, '').replace(/^00/, '+');
}

/** The details as the API takes them. */
export function sent(body: CustomerBody): CustomerBody {
  const mail = body.email?.trim() ?? '';
  return { ...body, email: mail === '' ? null : mail, phone: plainPhone(body.phone) };
}

/** What is wrong with a customer's details, by field; the same fields as the API names. */
export function checkCustomer({ name, email, phone, address, channel }: CustomerBody): Record<string, string> {
  const errors: Record<string, string> = {};
  const mail = email?.trim() ?? '';
  if (name.trim() === '') {
    errors.name = 'A customer has a name.';
  }

  if (mail === '' ? (channel ?? 'email') === 'email' : !/^[^\s@]+@[^\s@]+$/.test(mail)) {
    errors.email = 'This is no e-mail address: it should look like zoe@example.com.';
  }

  if (!/^\+[1-9]\d{6,14}$/.test(plainPhone(phone))) {
    errors.phone = 'A phone number with its country code, as in +44 20 7946 0001.';
  }

  if (address.trim() === '') {
    errors.address = 'Bob’s Post needs to know where to.';
  }

  return errors;
}

export function bodyOf(customer: Customer): CustomerBody {
  return { name: customer.name, email: customer.email ?? '', phone: customer.phone, address: customer.address, channel: customer.channel };
}

export interface Merged {
  /** To go on with: what was typed, and what somebody else changed in fields that were not touched here. */
  body: CustomerBody;
  /** Fields that are taken over from the other person. */
  theirs: (keyof CustomerBody)[];
  /** Fields that both changed, to different things; what was typed stays. */
  both: { field: keyof CustomerBody; theirs: string }[];
}

/** Two people corrected the same customer: nothing of either is lost without being said. */
export function mergeCustomers(seen: CustomerBody, mine: CustomerBody, now: CustomerBody): Merged {
  const merged: Merged = { body: { ...mine }, theirs: [], both: [] };
  for (const field of Fields) {
    const [before, typed, there] = [seen[field] ?? '', mine[field] ?? '', now[field] ?? ''];
    if (there === before || there === typed) {
      continue;
    }

    if (typed === before) {
      merged.body = { ...merged.body, [field]: there };
      merged.theirs.push(field);
    } else {
      merged.both.push({ field, theirs: there });
    }
  }

  return merged;
}

/** `Name: Zoe Brown → Zoe Smith`, for people. What was erased is not told any more. */
export function changeWords(change: { field: string; from?: string | null; to?: string | null }): string {
  const { field, from, to } = change;
  if (field === 'customer') {
    const words = to ?? 'changed';
    return words.charAt(0).toUpperCase() + words.slice(1);
  }

  const name = FieldNames[field as keyof CustomerBody] ?? field;
  if (from === null || from === undefined) {
    return to === null || to === undefined ? `${name} (erased)` : `${name}: ${to}`;
  }

  return to === null || to === undefined ? `${name} removed` : `${name}: ${from} → ${to}`;
}
