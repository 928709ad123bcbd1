import { gzipSync } from 'node:zlib';
import { eventually } from './host';
import { expect, test } from './test';
import { stepFunctions } from './stepFunctions';

const FirstLoad = 350 * 1024;
const OpensWithin = 1000;
const MostOpenings = 9;
/** What `work` below takes on the machine that the budgets are for, two idle shared cores; one that is slower, or busy, has as much more time. */
const WorkTakes = 60;

test('the first load has at most 350 kB of JavaScript, and no script but ours', async ({ page, host, signIn }) => {
  const scripts = new Set<string>();
  page.on('response', (response) => {
    if (response.url().endsWith('.js')) {
      scripts.add(response.url());
    }
  });
  const customerId = await host.addCustomer('Anita Borg', '+12025550130', '6 Systers Street, Chicago');
  await host.placeOrder(customerId, 'Conference badge');
  await signIn('admin', '/orders');
  await expect(page.getByText('Anita Borg')).toBeVisible();
  let total = 0;
  for (const script of scripts) {
    total += gzipSync(await (await page.request.get(script)).body(), { level: 9 }).length;
  }

  console.log(`first load: ${scripts.size} files, ${(total / 1024).toFixed(1)} kB gzip`);
  expect(total).toBeLessThanOrEqual(FirstLoad);

  const policy = (await page.request.get(`${host.url}/orders`)).headers()['content-security-policy'] ?? '';
  expect(policy).toContain("default-src 'none'");
  expect(policy).not.toContain('unsafe-');
});

test('an execution of 25,000 events opens and scrolls', async ({ page, host, signIn }) => {
  test.setTimeout(300_000);
  const definition = {
    StartAt: 'Count',
    States: {
      Count: { Type: 'Pass', Parameters: { 'n.$': 'States.MathAdd($.n, 1)' }, Next: 'Enough?' },
      'Enough?': { Type: 'Choice', Choices: [{ Variable: '$.n', NumericGreaterThanEquals: 6200, Next: 'Done' }], Default: 'Count' },
      Done: { Type: 'Succeed' },
    },
  };
  const { stateMachineArn } = await stepFunctions<{ stateMachineArn: string }>(host, 'CreateStateMachine', { name: 'long', roleArn: 'arn:aws:iam::123456789012:role/any', definition: JSON.stringify(definition) });
  const { executionArn } = await stepFunctions<{ executionArn: string }>(host, 'StartExecution', { stateMachineArn, name: 'many-events', input: '{"n":0}' });
  await eventually(() => stepFunctions<{ status: string }>(host, 'DescribeExecution', { executionArn }), (execution) => execution.status === 'SUCCEEDED', 'it succeeds');

  await signIn('operator', '/executions?machine=long');
  const times: { took: number; slowness: number }[] = [];
  // Three times; on a machine that others use, too, until it had a moment for us.
  const isWithin = () => times.some(({ took, slowness }) => took / slowness < OpensWithin);
  for (let opening = 1; opening <= 3 || (opening <= MostOpenings && !isWithin()); opening += 1) {
    if (opening > 1) {
      await page.goBack();
    }

    await page.reload(); // nothing is kept from the time before
    await page.getByRole('link', { name: 'many-events' }).waitFor();
    // Measured in the page: from the click to the frame that shows every event, the tests' own looking left out.
    times.push(
      await page.evaluate(async (workTakes) => {
        const work = () => {
          const start = performance.now();
          for (let round = 0; round < 100; round += 1) {
            JSON.parse(JSON.stringify(Array.from({ length: 1000 }, (_, id) => ({ id, type: 'PassStateEntered', text: `{"n":${id}}` }))));
          }

          return performance.now() - start;
        };
        work(); // compiled by the second time
        const before = work();
        const until = async (holds: () => boolean) => {
          while (!holds()) {
            await new Promise((resolve) => requestAnimationFrame(resolve));
          }
        };
        const start = performance.now();
        document.querySelector<HTMLElement>('a[title="many-events"]')?.click();
        await until(() => document.querySelector('[role="tab"][data-testid="events"]') !== null);
        document.querySelector<HTMLElement>('[role="tab"][data-testid="events"]')?.click();
        await until(() => /24,80\d of 24,80\d events$/.test(document.querySelector('.bar-of-filters [role="status"]')?.textContent ?? ''));
        const took = performance.now() - start;
        const slowness = Math.max(1, (before + work()) / 2 / workTakes);
        return { took, slowness };
      }, WorkTakes),
    );
    await expect(page.getByText('It did all it had to do')).toBeVisible();
    await expect(page.locator('.events tbody tr').first()).toBeVisible();
    expect(await page.locator('.events tbody tr').count()).toBeLessThan(80);
  }

  console.log(`an execution of 24,806 events is open, with all of them, after ${times.map(({ took, slowness }) => `${took.toFixed(0)} ms on a machine ${slowness.toFixed(1)} times as slow`).join(', ')}`);
  expect(isWithin()).toBe(true);

  const frames = await page.locator('.events').evaluate(async (box) => {
    const gaps: number[] = [];
    let last = performance.now();
    for (let step = 0; step < 60; step += 1) {
      box.scrollTop += 4000;
      await new Promise((resolve) => requestAnimationFrame(resolve));
      gaps.push(performance.now() - last);
      last = performance.now();
    }

    return gaps.toSorted((one, other) => one - other);
  });
  console.log(`scrolling: median ${frames[30]?.toFixed(0)} ms a frame, worst ${frames.at(-1)?.toFixed(0)} ms`);
  await expect(page.getByRole('button', { name: /^Event 7\d\d\d$/ }).first()).toBeVisible();
});

test('the orders can be used soon after their address is entered, on a processor four times as slow', async ({ page, host, signIn }) => {
  await signIn('admin', '/orders');
  const session = await page.context().newCDPSession(page);
  await session.send('Emulation.setCPUThrottlingRate', { rate: 4 });
  await page.goto(`${host.url}/orders`, { waitUntil: 'commit' });
  await page.getByRole('searchbox').waitFor();
  const interactive = await page.evaluate(() => performance.now());
  console.log(`interactive after ${interactive.toFixed(0)} ms at 4 × CPU slowdown`);
  expect(interactive).toBeLessThan(15_000); // a limit against mishaps: the figure above is for a machine that does nothing else
});
