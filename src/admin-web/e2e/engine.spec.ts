import { eventually, type Host } from './host';
import { stepFunctions } from './stepFunctions';
import { expect, test, visit } from './test';

test.use({ kind: 'engine' });

const roleArn = 'arn:aws:iam::123456789012:role/any';

async function start(host: Host, machine: string, name: string, definition: unknown, input: unknown = {}): Promise<string> {
  const { stateMachineArn } = await stepFunctions<{ stateMachineArn: string }>(host, 'CreateStateMachine', { name: machine, roleArn, definition: JSON.stringify(definition) });
  await stepFunctions(host, 'StartExecution', { stateMachineArn, name, input: JSON.stringify(input) });
  return stateMachineArn;
}

test('the demo clock runs sixty times as fast, and then as any clock again', async ({ page, host, signIn }) => {
  await start(host, 'nap', 'five-minutes', { StartAt: 'Asleep', States: { Asleep: { Type: 'Wait', Seconds: 300, End: true } } });
  await signIn('operator', '/clock');
  await expect(page.getByText('It runs as fast as any clock.')).toBeVisible();
  await expect(page.getByRole('link', { name: 'five-minutes' })).toBeVisible();
  await page.getByRole('button', { name: '× 60' }).click();
  await expect(page.getByText('It runs 60 times as fast.')).toBeVisible();
  await expect(page.getByText(/\d+ min.* ahead of your clock\./)).toBeVisible();

  // Five minutes go by that nobody skips.
  await visit(page, '/executions/nap/five-minutes');
  await expect(page.getByText('It did all it had to do')).toBeVisible();

  await visit(page, '/clock');
  await page.getByRole('button', { name: 'As any clock' }).click();
  await expect(page.getByText('It runs as fast as any clock.')).toBeVisible();
  await page.reload();
  await expect(page.getByRole('button', { name: 'As any clock' })).toHaveAttribute('aria-pressed', 'true');
  await expect(page.getByText(/\d+ min.* ahead of your clock\. It runs as fast as any clock\./)).toBeVisible();
});

test('the items of a Map: the one that failed comes first, and each shows what happened in it', async ({ page, host, signIn }) => {
  const definition = {
    StartAt: 'Each',
    States: {
      Each: {
        Type: 'Map',
        MaxConcurrency: 1,
        ItemProcessor: {
          StartAt: 'Look',
          States: {
            Look: { Type: 'Choice', Choices: [{ Variable: '$.isWhole', BooleanEquals: true, Next: 'Pack' }], Default: 'Broken' },
            Pack: { Type: 'Pass', End: true },
            Broken: { Type: 'Fail', Error: 'Broken', Cause: 'It came in pieces.' },
          },
        },
        End: true,
      },
    },
  };
  await start(host, 'parcel', 'three-things', definition, [{ isWhole: true }, { isWhole: true }, { isWhole: false }]);
  await signIn('operator', '/executions/parcel/three-things');
  await expect(page.getByRole('heading', { name: 'Items of Each' })).toBeVisible();
  await expect(page.getByText('3 items, 1 failed')).toBeVisible();
  const item = page.getByRole('button', { name: /^Item/ });
  await expect(item).toContainText('Item 2');
  await expect(page.getByRole('button', { name: 'Broken', exact: true })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Pack', exact: true })).toHaveCount(0);

  await item.click();
  await expect(page.getByRole('option')).toHaveText([/^Item 2/, /^Item 0/, /^Item 1/]);
  await page.getByRole('option', { name: /^Item 0/ }).click();
  await expect(page.getByRole('button', { name: 'Broken', exact: true })).toHaveCount(0);
  await page.getByRole('button', { name: 'Pack', exact: true }).click();
  await expect(page.getByRole('heading', { name: 'Pack' })).toBeVisible();
  await expect(page).toHaveURL(/state=Pack/);
});

test('a wait with a heartbeat tells when it ends, and a heartbeat puts that off', async ({ page, host, signIn }) => {
  const definition = {
    StartAt: 'Inspect',
    States: {
      Inspect: { Type: 'Task', Resource: 'arn:aws:states:::states:startExecution.waitForTaskToken', HeartbeatSeconds: 7200, TimeoutSeconds: 864_000, Parameters: { 'StateMachineArn.$': '$.helper', Input: { 'answerTo.$': '$$.Task.Token' } }, End: true },
    },
  };
  const helper = await start(host, 'helper', 'first', { StartAt: 'Over', States: { Over: { Type: 'Succeed' } } });
  await start(host, 'inspection', 'of-a-boiler', definition, { helper });
  const due = async () => {
    const { items } = await host.api<{ items: { executionName: string; dueAt: string }[] }>('GET', '/api/clock/timers');
    return Date.parse(items.find(({ executionName }) => executionName === 'of-a-boiler')?.dueAt ?? '');
  };
  const before = await eventually(due, (at) => !Number.isNaN(at), 'it waits');
  await host.advance('PT1H');
  await signIn('operator', '/waiting');
  await expect(page.getByText('wants a heartbeat every 7200 s', { exact: false })).toBeVisible();
  await page.getByRole('button', { name: 'Send a heartbeat for of-a-boiler' }).click();
  await expect(page.getByText('heartbeat sent', { exact: false })).toBeVisible();
  const after = await eventually(due, (at) => at > before, 'its end is put off');
  expect(after - before).toBeGreaterThanOrEqual(3_600_000);

  // The demo clock tells of that end, and not of the ten days.
  await visit(page, '/clock');
  const row = page.getByRole('row').filter({ has: page.getByRole('link', { name: 'of-a-boiler' }) });
  await expect(row).toContainText('ends its wait');
  await expect(row.locator('time').first()).toHaveAttribute('datetime', new Date(after).toISOString());

  await visit(page, '/executions/inspection/of-a-boiler');
  await page.getByRole('button', { name: 'Actions' }).click();
  await page.getByRole('menuitem', { name: 'Stop…' }).click();
  await page.getByLabel(/Why/).fill('Nobody has to look any more');
  await page.getByRole('button', { name: 'Stop it' }).click();
  await expect(page.getByText('Stopped in Inspect', { exact: false })).toBeVisible();
});
