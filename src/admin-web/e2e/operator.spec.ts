import { eventually } from './host';
import { stepFunctions } from './stepFunctions';
import { expect, signIn as signInOn, test } from './test';

test.describe.configure({ mode: 'serial' });

/** Bob's Post refuses this place; an Operator has to decide. */
const Nowhere = 'Atlantis';

test('an Operator finds what waits, decides one, and decides many after a look', async ({ page, host, signIn }) => {
  const customerId = await host.addCustomer('Radia Perlman', '+12025550110', `1 Spanning Tree, ${Nowhere}`);
  for (const item of ['Bridge', 'Router', 'Switch']) {
    await host.placeOrder(customerId, item);
  }

  await eventually(() => host.api<{ attention: number }>('GET', '/api/orders/counts'), (counts) => counts.attention === 3, 'three orders wait for a decision');
  await signIn('operator', '/waiting');
  await expect(page.getByRole('button', { name: /^Resume/ })).toHaveCount(3);
  await page.getByRole('button', { name: /^Resume/ }).first().click();
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByText('What it is told')).toBeVisible();
  await dialog.getByText(/ancel/).first().click();
  await expect(dialog.getByText(/token/i)).toHaveCount(0);
  await dialog.getByRole('button', { name: 'Resume it' }).click();
  await expect(dialog.getByText('Say why, in a few words.')).toBeVisible();
  await dialog.getByLabel(/Why/).fill('Nobody delivers there');
  await dialog.getByRole('button', { name: 'Resume it' }).click();
  await expect(dialog).toHaveCount(0);
  await expect(page.getByRole('button', { name: /^Resume/ })).toHaveCount(2);

  await page.getByRole('button', { name: 'Decide for many' }).click();
  await expect(dialog.getByText('A look, nothing done yet: it would be for 2 orders')).toBeVisible();
  await dialog.getByText('Cancel the order', { exact: true }).click();
  await dialog.getByLabel(/Why/).fill('Nobody delivers there');
  await dialog.getByRole('button', { name: 'Decide for 2 orders' }).click();
  await expect(dialog.getByText('2 of 2 decided', { exact: false }).first()).toBeVisible();
  await dialog.getByRole('button', { name: 'Close' }).last().click();
  await expect(page.getByText('Nothing waits for a person')).toBeVisible();
});

test('two Operators at once: the second is told that it moved on, and nothing happens twice', async ({ page, host, browser, signIn }) => {
  const customerId = await host.addCustomer('Edsger Dijkstra', '+12025550111', `2 Semaphore Street, ${Nowhere}`);
  const orderId = await host.placeOrder(customerId, 'Fork');
  await eventually(() => host.api<{ attention: unknown }>('GET', `/api/orders/${orderId}`), (order) => order.attention !== null, 'it waits for a decision');
  await signIn('operator', '/waiting');
  const other = await (await browser.newContext()).newPage();
  await signInOn(other, host, 'operator', '/waiting');
  for (const one of [page, other]) {
    await one.getByRole('button', { name: /^Resume/ }).click();
    await one.getByRole('dialog').getByText(/ancel/).first().click();
    await one.getByRole('dialog').getByLabel(/Why/).fill('Nobody delivers there');
  }

  await page.getByRole('button', { name: 'Resume it' }).click();
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await other.getByRole('button', { name: 'Resume it' }).click();
  await expect(other.getByText('moved on', { exact: false }).first()).toBeVisible();
  await expect(other.getByLabel(/Why/)).toHaveValue('Nobody delivers there');
  await other.close();
});

test('an Operator redrives all that failed: a look first, then at a pace, which can be stopped', async ({ page, host, signIn }) => {
  // What an order's definition takes for a bug: an execution that was started by hand, with no order in it.
  for (const name of [1, 2, 3].map((number) => `O-${String(number).padStart(26, '0')}`)) {
    await stepFunctions(host, 'StartExecution', { stateMachineArn: 'arn:aws:states:us-east-1:123456789012:stateMachine:order', name, input: '{}' });
  }

  const redriven = async () => {
    const { items } = await host.api<{ items: { status: string; redriveCount: number }[] }>('GET', '/api/executions?search=O-000000');
    return { failed: items.filter((item) => item.status === 'FAILED').length, times: items.reduce((sum, item) => sum + item.redriveCount, 0) };
  };
  await eventually(redriven, ({ failed }) => failed === 3, 'three executions have failed');
  await signIn('operator', '/executions?status=FAILED');
  await page.getByRole('button', { name: 'Redrive all that failed…' }).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByText('A look, nothing done yet: it would be for 3 executions')).toBeVisible();
  await dialog.getByLabel('Only those with this error').fill('SomethingElse');
  await expect(dialog.getByText('It would be for no execution.')).toBeVisible();
  await dialog.getByLabel('Only those with this error').fill('');
  await dialog.getByLabel('Executions per minute').fill('1');
  await expect(dialog.getByRole('button', { name: 'Redrive 3 executions' })).toBeDisabled();
  await dialog.getByLabel(/Why/).fill('The bug is mended');
  await dialog.getByRole('button', { name: 'Redrive 3 executions' }).click();
  await expect(dialog.getByText('1 of 3 redriven', { exact: false }).first()).toBeVisible();
  await dialog.getByRole('button', { name: 'Stop here' }).click();
  await expect(dialog.getByText('Stopped', { exact: true })).toBeVisible();
  await dialog.getByRole('button', { name: 'Close' }).last().click();
  await eventually(redriven, ({ failed }) => failed === 3, 'the one that was redriven has failed again');
  expect((await redriven()).times).toBe(1);

  // All of them, quickly.
  await page.getByRole('button', { name: 'Redrive all that failed…' }).click();
  await dialog.getByLabel('Executions per minute').fill('600');
  await dialog.getByLabel(/Why/).fill('Now');
  await dialog.getByRole('button', { name: 'Redrive 3 executions' }).click();
  await expect(dialog.getByText('Done', { exact: true })).toBeVisible();
  await expect(dialog.getByText('3 redriven, 0 cannot be', { exact: true })).toBeVisible();
  await dialog.getByRole('button', { name: 'Close' }).last().click();
  await eventually(redriven, ({ times }) => times === 4, 'each was redriven once more');
});

test('an Operator looks into an execution, stops it, redrives it, and the audit tells of both', async ({ page, host, signIn }) => {
  const customerId = await host.addCustomer('Frances Allen', '+12025550112', '4 Compiler Court, Peru');
  const orderId = await host.placeOrder(customerId, 'Loop');
  await signIn('operator', `/executions/order/${orderId}`);
  await expect(page.getByRole('button', { name: /CheckShipment, Task/ })).toBeVisible();
  await page.getByRole('button', { name: /BookShipment, Task/ }).click();
  await expect(page.getByRole('heading', { name: 'BookShipment' })).toBeVisible();
  await page.getByRole('tab', { name: 'Steps' }).click();
  await expect(page.getByRole('button', { name: /RecordOrder/ })).toBeVisible();
  await page.getByRole('tab', { name: 'Events' }).click();
  await page.getByRole('searchbox', { name: 'Find events' }).fill('TaskSucceeded');
  await expect(page.getByText(/of \d+ events/)).toBeVisible();

  await page.getByRole('button', { name: 'Actions' }).click();
  await page.getByRole('menuitem', { name: 'Stop…' }).click();
  await page.getByLabel(/Why/).fill('To see what it does');
  await page.getByRole('button', { name: 'Stop it' }).click();
  await expect(page.getByText('Stopped in', { exact: false })).toBeVisible();
  await page.getByRole('button', { name: 'Actions' }).click();
  await page.getByRole('menuitem', { name: 'Redrive…' }).click();
  await page.getByLabel(/Why/).fill('Seen');
  await page.getByRole('button', { name: 'Redrive', exact: true }).click();
  await expect(page.getByRole('heading', { level: 1 }).getByText('Running')).toBeVisible();

  await page.keyboard.press('g');
  await page.keyboard.press('a');
  await expect(page.getByText('To see what it does')).toBeVisible();
  await expect(page.getByText('Seen', { exact: true })).toBeVisible();
});
