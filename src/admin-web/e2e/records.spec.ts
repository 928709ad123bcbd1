import { eventually } from './host';
import { expect, test } from './test';

test('an Admin corrects a customer while somebody else does, and neither is lost', async ({ page, host, signIn }) => {
  const customerId = await host.addCustomer('Hedy Lamarr', '+442079460201', '7 Frequency Row, London');
  await host.placeOrder(customerId, 'Torpedo');
  await host.placeOrder(customerId, 'Piano roll');
  await signIn('admin', '/orders');

  // Two orders behind one telephone: whoever calls is opened.
  await page.getByRole('searchbox', { name: 'Find orders' }).fill('+44 20 7946 0201');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: 'Hedy Lamarr' })).toBeVisible();
  await expect(page.getByText('Torpedo')).toBeVisible();

  await page.getByRole('button', { name: 'Correct…' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Ship to').fill('8 Frequency Row, London');
  await dialog.getByRole('textbox', { name: 'E-mail' }).fill('hedy');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(dialog.getByText('This is no e-mail address', { exact: false })).toBeVisible();
  await dialog.getByRole('textbox', { name: 'E-mail' }).fill('hedy.lamarr@example.com');
  await host.api('PUT', `/api/customers/${customerId}`, { name: 'Hedy Lamarr', email: 'hedy.lamarr@example.com', phone: '+442079460202', address: '7 Frequency Row, London' });
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(dialog.getByText('Somebody else corrected them while you typed')).toBeVisible();
  await expect(dialog.getByRole('textbox', { name: 'Phone' })).toHaveValue('+442079460202');
  await expect(dialog.getByLabel('Ship to')).toHaveValue('8 Frequency Row, London');
  await dialog.getByRole('button', { name: 'Save, with what they changed' }).click();
  await expect(dialog).toHaveCount(0);
  await expect(page.getByText('Ship to: 7 Frequency Row, London → 8 Frequency Row, London')).toBeVisible();

  // Erasing is refused while an order is open, and nothing of it happens by a slip.
  await page.getByRole('button', { name: 'Actions' }).click();
  await page.getByRole('menuitem', { name: /Erase/ }).click();
  await expect(dialog.getByRole('button', { name: 'Erase for good' })).toBeDisabled();
  await dialog.getByLabel('Customer number, to be sure').fill(customerId);
  await dialog.getByLabel(/Why/).fill('Asked for in writing');
  await dialog.getByRole('button', { name: 'Erase for good' }).click();
  await expect(dialog.getByText('The customer has an open order.')).toBeVisible();
  await dialog.getByRole('button', { name: 'Keep them' }).click();

  // A new order for the same customer, taken down from here.
  await page.getByRole('button', { name: 'New order' }).click();
  await expect(page.getByText('Ships to 8 Frequency Row, London')).toBeVisible();
});

test('the columns of a list are chosen, and remembered', async ({ page, signIn }) => {
  await signIn('operator', '/orders');
  await page.getByRole('button', { name: 'Columns' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Phone', { exact: true }).check();
  await dialog.getByLabel('Items', { exact: true }).uncheck();
  await dialog.getByRole('button', { name: 'Done' }).click();
  await expect(page.getByRole('columnheader', { name: 'Phone' })).toBeVisible();
  await page.reload();
  await expect(page.getByRole('columnheader', { name: 'Phone' })).toBeVisible();
  await expect(page.getByRole('columnheader', { name: 'Items' })).toHaveCount(0);
  await page.getByRole('button', { name: 'Columns' }).click();
  await dialog.getByRole('button', { name: 'As at first' }).click();
  await dialog.getByRole('button', { name: 'Done' }).click();
  await expect(page.getByRole('columnheader', { name: 'Items' })).toBeVisible();
});

test('an Operator holds Bob’s Post, releases it, and asks it once while it is down', async ({ page, host, signIn }) => {
  const customerId = await host.addCustomer('Mary Somerville', '+442079460203', '3 Tide Street, Jedburgh');
  await signIn('operator', '/carrier');
  await page.getByRole('button', { name: 'Hold…' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: 'Hold', exact: true }).click();
  await expect(dialog.getByText('Say why, in a few words.')).toBeVisible();
  await dialog.getByLabel(/Why/).fill('They asked us to stop until Monday');
  await dialog.getByRole('button', { name: 'Hold', exact: true }).click();
  await expect(dialog).toHaveCount(0);
  await expect(page.getByText('Held by hand').first()).toBeVisible();
  await expect(page.getByText('“They asked us to stop until Monday”', { exact: false })).toBeVisible();

  const orderId = await host.placeOrder(customerId, 'Telescope');
  await eventually(() => host.api<{ ordersWaiting: number }>('GET', '/api/carrier'), (carrier) => carrier.ordersWaiting > 0, 'the order waits for the release');
  await expect(page.getByRole('heading', { name: 'Who waits, oldest first' })).toBeVisible();
  await page.getByRole('button', { name: 'Write to those who wait' }).click();
  await page.getByLabel('Ordered this many days ago, or more').fill('0');
  await expect(page.getByRole('button', { name: `Copy the message to Mary Somerville about ${orderId}` })).toBeVisible();
  await page.getByRole('button', { name: 'Release…' }).click();
  await dialog.getByLabel(/Why/).fill('It is Monday');
  await dialog.getByRole('button', { name: 'Release', exact: true }).click();
  await expect(dialog).toHaveCount(0);
  await eventually(() => host.api<{ status: string }>('GET', `/api/orders/${orderId}`), (order) => order.status !== 'Placed', 'the order is booked');
  await expect(page.getByText('Held by hand')).toHaveCount(0);

  await host.api('POST', '/api/clock/outage', { for: 'P3D' });
  await host.placeOrder(customerId, 'Prism');
  await host.advanceUntil(() => host.api<{ state: string }>('GET', '/api/carrier'), (carrier) => carrier.state === 'down', 'Bob’s Post is known to be down', 'PT10M');
  await expect(page.getByText('It does not answer.', { exact: false }).first()).toBeVisible();
  await page.getByRole('button', { name: 'Try now…' }).click();
  await dialog.getByLabel(/Why/).fill('A colleague reached them');
  await dialog.getByRole('button', { name: 'Ask once' }).click();
  await expect(dialog).toHaveCount(0);
  await host.api('POST', '/api/clock/outage', { end: true });
  await page.getByRole('button', { name: 'Try now…' }).click();
  await dialog.getByLabel(/Why/).fill('They say they are back');
  await dialog.getByRole('button', { name: 'Ask once' }).click();
  await expect(dialog).toHaveCount(0);
  await eventually(() => host.api<{ ordersWaiting: number }>('GET', '/api/carrier'), (carrier) => carrier.ordersWaiting === 0, 'everybody is let go');
  await expect(page.getByText(/Orders waited for it/)).toBeVisible();
});

test('an Operator runs an order again from a state, after a look', async ({ page, host, signIn }) => {
  const customerId = await host.addCustomer('Grete Hermann', '+12025550204', '9 Calendar Court, Washington');
  const orderId = await host.placeOrder(customerId, 'Almanac');
  await signIn('operator', `/executions/order/${orderId}`);
  await page.getByRole('button', { name: 'Actions' }).click();
  await expect(page.getByRole('menuitem', { name: /Run again from a state/ })).toBeDisabled();
  await page.getByRole('menuitem', { name: 'Stop…' }).click();
  await page.getByLabel(/Why/).fill('Its definition had a bug');
  await page.getByRole('button', { name: 'Stop it' }).click();
  await expect(page.getByText('Stopped in', { exact: false })).toBeVisible();

  await page.getByRole('button', { name: 'Actions' }).click();
  await page.getByRole('menuitem', { name: /Run again from a state/ }).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByText(`${orderId}-2`)).toBeVisible();
  await dialog.getByLabel(/Why/).fill('The bug is mended');
  await dialog.getByRole('button', { name: 'Run it again' }).click();
  await expect(page).toHaveURL(new RegExp(`${orderId}-2`));
  await expect(page.getByText('Ran the order before:')).toBeVisible();
});
