import { expect, test } from './test';

test('the server is killed and comes back while a page is open', async ({ page, host, signIn }) => {
  const customerId = await host.addCustomer('Barbara Liskov', '+12025550120', '5 Substitution Square, Cambridge');
  await host.placeOrder(customerId, 'Cluster');
  await signIn('operator', '/orders');
  await expect(page.getByText('Barbara Liskov')).toBeVisible();

  await host.kill();
  await expect(page.getByText('Live updates are lost.')).toBeVisible();
  await expect(page.getByText('Barbara Liskov')).toBeVisible();
  await expect(page.getByText('could not be read again', { exact: false }).first()).toBeVisible();

  await host.start();
  await expect(page.getByText('Live updates are lost.')).toHaveCount(0, { timeout: 90_000 });
  await expect(page.getByText('could not be read again', { exact: false })).toHaveCount(0);
  await host.placeOrder(customerId, 'Argus');
  await expect(page.getByText('Argus')).toBeVisible();
});

test('a sign-in that ends while somebody types loses nothing', async ({ page, host, signIn }) => {
  await host.addCustomer('Margaret Hamilton', '+12025550121', '11 Apollo Avenue, Houston');
  await signIn('admin', '/orders/new');
  await page.getByRole('combobox', { name: /Customer/ }).fill('Hamilton');
  await page.getByRole('option', { name: /Margaret Hamilton/ }).click();
  await page.getByLabel('Item 1', { exact: true }).fill('Guidance computer');

  // The token is refused from now on, and there is nothing to renew it with.
  await page.route('**/api/orders', (route) => (route.request().method() === 'POST' ? route.fulfill({ status: 401, contentType: 'application/problem+json', body: '{}' }) : route.continue()));
  await page.route('**/connect/token', (route) => route.fulfill({ status: 400, contentType: 'application/json', body: '{"error":"invalid_grant"}' }));
  await page.getByRole('button', { name: 'Place the order' }).click();
  await expect(page.getByRole('dialog').getByText('what you typed is kept', { exact: false })).toBeVisible();
  await page.unrouteAll();

  await page.getByRole('button', { name: 'Sign in again' }).click();
  await expect(page.getByLabel('Item 1', { exact: true })).toHaveValue('Guidance computer');
  await page.getByRole('button', { name: 'Place the order' }).click();
  await expect(page.getByRole('heading', { name: 'The order is placed' })).toBeVisible();
});

test('no token is in an address or in local storage; the address survives sign-in; sign-out ends it', async ({ page, host, signIn }) => {
  const addresses: string[] = [];
  page.on('request', (request) => addresses.push(request.url()));
  await signIn('admin', '/orders?status=Shipped');
  await expect(page).toHaveURL(/\/orders\?status=Shipped/);

  const token = await page.evaluate(() => (JSON.parse(Object.entries(sessionStorage).find(([key]) => key.startsWith('oidc.user'))?.[1] as string) as { access_token: string }).access_token);
  expect(token.length).toBeGreaterThan(20);
  expect(addresses.filter((address) => address.includes(token))).toEqual([]);
  expect(await page.evaluate(() => JSON.stringify(localStorage))).not.toContain(token);

  await page.getByRole('button', { name: /admin/i }).click();
  await page.getByRole('button', { name: 'Sign out' }).click();
  await expect(page.locator('input[type="password"]')).toBeVisible();
  expect(page.url()).toContain(host.url);
});
