import type { Page } from '@playwright/test';
import { eventually } from './host';
import { expect, signIn as signInOn, test } from './test';

test.describe.configure({ mode: 'serial' });

test('an Admin places an order for a customer found by phone, once, and a mistyped form keeps what was typed', async ({ page, host, signIn }) => {
  const phone = '+442079460123';
  await host.addCustomer('Ada Byron', phone, '12 Analytical Row, London');
  await signIn('admin', '/orders/new');

  // Mistyped: what is wrong is said, and what was typed is kept.
  await page.getByLabel('Item 1', { exact: true }).fill('Walnut desk');
  await page.getByLabel('Quantity of item 1').fill('two');
  await page.getByLabel('Note').fill('Ring twice');
  await page.getByRole('button', { name: 'Place the order' }).click();
  await expect(page.getByText('A whole number from 1 to 999.')).toBeVisible();
  await expect(page.getByText('2 fields need another look. What you typed is kept.')).toBeVisible();
  await page.reload();
  await expect(page.getByLabel('Quantity of item 1')).toHaveValue('two');
  await expect(page.getByLabel('Note')).toHaveValue('Ring twice');

  // Found by the phone number as it is spoken.
  await page.getByLabel('Quantity of item 1').fill('2');
  await page.getByRole('combobox', { name: /Customer/ }).fill('+44 20 7946 0123');
  await page.getByRole('option', { name: /Ada Byron/ }).click();
  await expect(page.getByText('Ships to 12 Analytical Row, London')).toBeVisible();
  await page.getByRole('button', { name: 'Place the order' }).dblclick();
  await expect(page.getByRole('heading', { name: 'The order is placed' })).toBeVisible();

  const { items } = await eventually(
    () => host.api<{ items: { items: { description: string; quantity: number }[] }[] }>('GET', '/api/orders?search=Byron'),
    (found) => found.items.length > 0,
    'the order is listed',
  );
  expect(items).toHaveLength(1);
  expect(items[0]?.items).toEqual([{ description: 'Walnut desk', quantity: 2 }]);

  // Once more the same: said before it is placed.
  await page.getByRole('button', { name: 'Place another' }).click();
  await page.getByRole('combobox', { name: /Customer/ }).fill('Byron');
  await page.getByRole('option', { name: /Ada Byron/ }).click();
  await page.getByLabel('Item 1', { exact: true }).fill('walnut desk');
  await page.getByLabel('Quantity of item 1').fill('2');
  await expect(page.getByText('The same customer ordered the same')).toBeVisible();
});

test('an order is watched through an outage of days, with the clock skipped', async ({ page, host, browser, signIn }) => {
  const customerId = await host.addCustomer('Grace Hopper', '+12025550101', '1 Navy Yard, Washington');
  await host.api('POST', '/api/clock/outage', { for: 'P3D' });
  const orderId = await host.placeOrder(customerId, 'Nanosecond of wire');
  await signIn('admin', `/orders/${orderId}`);
  await expect(page.getByText('Grace Hopper').first()).toBeVisible();

  // The Operator skips the time on another screen; this one follows by itself.
  const operator = await browser.newPage();
  await signInOn(operator, host, 'operator', '/clock');
  await skip(operator, '1 day');
  await expect(page.getByRole('main').getByText('Bob\'s Post', { exact: false }).first()).toBeVisible();
  await expect(page.getByRole('link', { name: /down/ })).toBeVisible();
  await expect(page.getByText('Tell the customer')).toBeVisible();
  await skip(operator, '1 week');
  await host.advanceUntil(() => host.api<{ notifiedAt: string | null }>('GET', `/api/orders/${orderId}`), (order) => order.notifiedAt !== null, 'the customer is told');
  await expect(page.getByText('Shipped, customer told')).toBeVisible();
  await operator.close();
});

test('an Admin finds an order by typing its number, notes something, and cancels another', async ({ page, host, signIn }) => {
  const customerId = await host.addCustomer('Alan Kay', '+12025550102', '3 Dynabook Drive, Palo Alto');
  const orderId = await host.placeOrder(customerId, 'Tablet');
  await signIn('admin');
  await page.keyboard.press('/');
  await expect(page.getByRole('searchbox', { name: 'Find orders' })).toBeFocused();
  await page.keyboard.type(orderId);
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(new RegExp(orderId));
  await page.getByLabel('Add a note').fill('Called to ask when it comes');
  await page.getByRole('button', { name: 'Add the note' }).click();
  await expect(page.getByText('Called to ask when it comes').first()).toBeVisible();

  await page.getByRole('button', { name: 'Actions' }).click();
  await page.getByRole('menuitem', { name: /Cancel the order/ }).click();
  await page.getByRole('button', { name: 'Cancel the order', exact: true }).click();
  await expect(page.getByText('Say why, in a few words.')).toBeVisible();
  await page.getByLabel(/Why/).fill('Ordered twice');
  await page.getByRole('button', { name: 'Cancel the order', exact: true }).click();
  await expect(page.getByText('Cancelled').first()).toBeVisible();

  // What an Admin may not do is not there.
  await expect(page.getByRole('button', { name: /Resume|Decide/ })).toHaveCount(0);
});

test('an Admin cancels several orders: who is left alone comes first, then the progress', async ({ page, host, signIn }) => {
  const customerId = await host.addCustomer('Ida Rhodes', '+12025550103', '9 Calendar Close, Washington');
  const placed: string[] = [];
  for (const item of ['Abacus', 'Slide rule', 'Almanac']) {
    placed.push(await host.placeOrder(customerId, item));
  }

  await host.api('POST', `/api/orders/${placed[0] ?? ''}/cancel`, { reason: 'Ordered twice' });
  await host.advanceUntil(() => host.api<{ status: string }>('GET', `/api/orders/${placed[0] ?? ''}`), (order) => order.status === 'Cancelled', 'one is cancelled', 'PT1M');
  await signIn('admin', '/orders?q=Rhodes');
  await expect(page.getByRole('link', { name: /^O-/ })).toHaveCount(3);
  await page.getByRole('checkbox', { name: 'Choose all shown' }).first().press('Space');
  await page.getByRole('button', { name: 'Cancel 3…' }).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByText('1 order cannot be cancelled and will be left alone:')).toBeVisible();
  await expect(dialog.getByText(': Cancelled')).toBeVisible();
  await dialog.getByLabel(/Why/).fill('The customer moved');
  await dialog.getByRole('button', { name: 'Cancel 2 orders' }).click();
  await expect(dialog.getByText('2 of 2').first()).toBeVisible();
  await dialog.getByRole('button', { name: 'Close' }).last().click();
  for (const orderId of placed) {
    await host.advanceUntil(() => host.api<{ status: string }>('GET', `/api/orders/${orderId}`), (order) => order.status === 'Cancelled', 'all are cancelled', 'PT1M');
  }
});

/** On the demo clock; until it has gone by, which takes as long as the machine needs for what falls due. */
async function skip(page: Page, length: '1 day' | '1 week') {
  await page.getByRole('button', { name: length }).click();
  await expect(page.getByRole('button', { name: length })).toBeEnabled({ timeout: 120_000 });
  await expect(page.getByText('went by. Everything that was due')).toBeVisible();
}
