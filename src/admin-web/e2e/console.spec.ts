import { eventually } from './host';
import { stepFunctions } from './stepFunctions';
import { expect, test, visit } from './test';

test.use({ kind: 'engine' });
test.describe.configure({ mode: 'serial' });

const roleArn = 'arn:aws:iam::123456789012:role/any';

const Child = { StartAt: 'Over', States: { Over: { Type: 'Succeed' } } };

const Approval = (child: string) => ({
  StartAt: 'Ask',
  States: {
    Ask: { Type: 'Task', Resource: 'arn:aws:states:::states:startExecution.waitForTaskToken', Parameters: { StateMachineArn: child, Input: { 'answerTo.$': '$$.Task.Token' } }, Next: 'Follow' },
    Follow: { Type: 'Choice', Choices: [{ Variable: '$.approved', BooleanEquals: true, Next: 'Done' }], Default: 'Refused' },
    Refused: { Type: 'Fail', Error: 'Refused', Cause: 'Somebody said no.' },
    Done: { Type: 'Succeed' },
  },
});

const Sleep = { StartAt: 'Asleep', States: { Asleep: { Type: 'Wait', Seconds: 86_400, Next: 'Awake' }, Awake: { Type: 'Succeed' } } };

test('the engine alone: signed in, an Operator sees its state machines and executions, and nothing of orders', async ({ page, host, signIn }) => {
  const machine = async (name: string, definition: unknown) =>
    (await stepFunctions<{ stateMachineArn: string }>(host, 'CreateStateMachine', { name, roleArn, definition: JSON.stringify(definition) })).stateMachineArn;
  const approval = await machine('approval', Approval(await machine('child', Child)));
  const sleep = await machine('sleep', Sleep);
  await stepFunctions(host, 'StartExecution', { stateMachineArn: approval, name: 'first', input: '{}' });
  await stepFunctions(host, 'StartExecution', { stateMachineArn: approval, name: 'second', input: '{}' });
  for (const name of ['nap-1', 'nap-2', 'nap-3', 'nap-4']) {
    await stepFunctions(host, 'StartExecution', { stateMachineArn: sleep, name, input: '{}' });
  }

  await signIn('operator', '/');
  await expect(page).toHaveURL(/\/executions/);
  await expect(page.getByRole('heading', { name: 'Executions' })).toBeVisible();
  await expect(page.getByRole('navigation', { name: 'Places' }).getByRole('link')).toHaveText(['Waiting for people', 'Executions', 'Demo clock', 'Settings']);
  await page.getByRole('button', { name: /^State machine/ }).click();
  await expect(page.getByRole('option')).toHaveText([/^approval/, 'child', 'sleep']);
  await page.keyboard.press('Escape');
  await visit(page, '/orders');
  await expect(page.getByText('There is no such page', { exact: false })).toBeVisible();
});

test('a callback of any state machine is resumed without its token being seen', async ({ page, host, signIn }) => {
  const said: string[] = [];
  page.on('response', (response) => {
    if (response.url().includes('/api/')) {
      void response.text().then((text) => said.push(text), () => undefined);
    }
  });
  await signIn('operator', '/waiting');
  await expect(page.getByRole('button', { name: /^Resume/ })).toHaveCount(2);
  await visit(page, '/executions/approval/first');
  await expect(page.getByRole('button', { name: /Ask, Task, Waiting/ })).toBeVisible();
  await page.getByRole('button', { name: 'Resume…' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Output (JSON)').fill('{"approved": tru');
  await expect(dialog.getByText('This is not JSON', { exact: false })).toBeVisible();
  await dialog.getByLabel('Output (JSON)').fill('{"approved": true}');
  await dialog.getByLabel(/Why/).fill('Seen and approved');
  await dialog.getByRole('button', { name: 'Resume it' }).click();
  await expect(page.getByText('It did all it had to do')).toBeVisible();

  // The other one is refused, and fails.
  await visit(page, '/executions/approval/second');
  await page.getByRole('button', { name: 'Resume…' }).click();
  await dialog.getByLabel('Output (JSON)').fill('{"approved": false}');
  await dialog.getByLabel(/Why/).fill('Not like this');
  await dialog.getByRole('button', { name: 'Resume it' }).click();
  await expect(page.getByText('Failed in Refused', { exact: false })).toBeVisible();
  await page.getByRole('tab', { name: 'Events' }).click();
  await page.getByRole('button', { name: 'Event 3', exact: true }).click();
  await expect(page.getByLabel('event 3', { exact: true })).toContainText('(redacted)');

  // The child was handed the token as its input, and its history tells of it.
  const children = async () => (await stepFunctions<{ executions: { name: string }[] }>(host, 'ListExecutions', { stateMachineArn: 'arn:aws:states:us-east-1:123456789012:stateMachine:child' })).executions;
  const executions = await children();
  expect(executions).toHaveLength(2);
  for (const { name } of executions) {
    await visit(page, `/executions/child/${name}?tab=events`);
    await page.getByRole('button', { name: 'Event 1', exact: true }).click();
    await expect(page.getByLabel('event 1', { exact: true })).toContainText('(redacted)');
  }

  // Another one like it is not handed what stands there in the token's place.
  await page.getByRole('button', { name: 'Actions' }).click();
  await page.getByRole('menuitem', { name: 'Start one like this…' }).click();
  await expect(dialog.getByText('A task token is blacked out in this input')).toBeVisible();
  await dialog.getByLabel(/Why/).fill('Once more');
  await expect(dialog.getByText('stands where a task token was', { exact: false })).toBeVisible();
  await expect(dialog.getByRole('button', { name: 'Start it' })).toBeDisabled();
  await dialog.getByLabel('Input (JSON)').fill('{}');
  await dialog.getByRole('button', { name: 'Start it' }).click();
  await expect(dialog).toHaveCount(0);
  await eventually(children, ({ length }) => length === 3, 'one more has begun');

  const { events } = await stepFunctions<{ events: { taskScheduledEventDetails?: { parameters: string } }[] }>(host, 'GetExecutionHistory', {
    executionArn: 'arn:aws:states:us-east-1:123456789012:execution:approval:second',
  });
  const parameters = events.flatMap((event) => event.taskScheduledEventDetails?.parameters ?? []);
  const token = (JSON.parse(parameters[0] ?? '{}') as { Input?: { answerTo?: string } }).Input?.answerTo ?? '';
  expect(token.length).toBeGreaterThan(20);
  expect(said.filter((text) => text.includes(token))).toEqual([]);
});

test('an execution is redriven and one is stopped; the graph, the history and the CLI command are taken along', async ({ page, host, signIn, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write'], { origin: host.url });
  await signIn('operator', '/executions/approval/second');
  await page.getByRole('button', { name: 'Actions' }).click();
  await page.getByRole('menuitem', { name: 'Redrive…' }).click();
  await page.getByLabel(/Why/).fill('Once more');
  await page.getByRole('button', { name: 'Redrive', exact: true }).click();
  await expect(page.getByText('1 ×')).toBeVisible();

  const drawing = page.waitForEvent('download');
  await page.getByRole('button', { name: 'SVG' }).click();
  expect((await drawing).suggestedFilename()).toBe('states-of-second.svg');
  await page.getByRole('button', { name: 'Actions' }).click();
  const history = page.waitForEvent('download');
  await page.getByRole('menuitem', { name: 'Export as JSON' }).click();
  expect((await history).suggestedFilename()).toBe('second.json');
  await page.getByRole('button', { name: 'Actions' }).click();
  await page.getByRole('menuitem', { name: 'describe-execution' }).click();
  await expect(page.getByText('Copied: describe-execution')).toBeVisible();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toContain(`--endpoint-url ${host.addresses.stepFunctions} --execution-arn 'arn:aws:states:us-east-1:123456789012:execution:approval:second'`);

  await visit(page, '/executions/sleep/nap-1');
  await expect(page.getByText('It waits in Asleep', { exact: false })).toBeVisible();
  await page.getByRole('button', { name: 'Actions' }).click();
  await page.getByRole('menuitem', { name: 'Stop…' }).click();
  await page.getByLabel(/Why/).fill('It sleeps for too long');
  await page.getByRole('button', { name: 'Stop it' }).click();
  await expect(page.getByText('Stopped in Asleep', { exact: false })).toBeVisible();
  await expect(page.getByText('It sleeps for too long')).toBeVisible();
});

test('many are stopped and redriven: who is left alone and why comes first, then the progress, which can be stopped', async ({ page, host, signIn }) => {
  await signIn('operator', '/executions?machine=sleep');
  const dialog = page.getByRole('dialog');
  const chooseAll = () => page.getByRole('checkbox', { name: 'Choose all shown' }).first().press('Space');
  await expect(page.getByRole('checkbox', { name: /^Choose nap/ })).toHaveCount(4);

  // The second one waits until somebody has said that it is to be the last.
  let say: () => void = () => undefined;
  const said = new Promise<void>((resolve) => {
    say = resolve;
  });
  let asked = 0;
  await page.route('**/stop?*', async (route) => {
    asked += 1;
    if (asked > 1) {
      await said;
    }

    await route.continue();
  });
  await chooseAll();
  await page.getByRole('button', { name: 'Stop 4…' }).click();
  await expect(dialog.getByText('1 execution will be left alone:')).toBeVisible();
  await expect(dialog.getByText('nap-1 has ended')).toBeVisible();
  await expect(dialog.getByText('3 in Asleep')).toBeVisible();
  await expect(dialog.getByRole('button', { name: 'Stop 3' })).toBeDisabled();
  await dialog.getByLabel(/Why/).fill('Enough sleep');
  await dialog.getByRole('button', { name: 'Stop 3' }).click();
  await dialog.getByRole('button', { name: 'Stop here' }).click();
  say();
  await expect(dialog.getByText('Stopped', { exact: true })).toBeVisible();
  await page.unrouteAll({ behavior: 'wait' });
  await dialog.getByRole('button', { name: 'Close' }).last().click();
  const running = async () => (await stepFunctions<{ executions: unknown[] }>(host, 'ListExecutions', { stateMachineArn: 'arn:aws:states:us-east-1:123456789012:stateMachine:sleep', statusFilter: 'RUNNING' })).executions.length;
  const left = await running();
  expect(asked).toBeLessThan(3);
  expect(left).toBe(3 - asked);

  // Those that were stopped go on; those that sleep are left alone.
  await expect(page.getByText('Stopped', { exact: true })).toHaveCount(4 - left);
  await chooseAll();
  await page.getByRole('button', { name: 'Redrive 4…' }).click();
  await expect(dialog.getByText(`${left} execution${left === 1 ? '' : 's'} will be left alone:`)).toBeVisible();
  await expect(dialog.getByText('is running', { exact: false }).first()).toBeVisible();
  await dialog.getByLabel(/Why/).fill('Not enough after all');
  await dialog.getByRole('button', { name: `Redrive ${4 - left}`, exact: true }).click();
  await expect(dialog.getByText(`${4 - left} of ${4 - left}`).first()).toBeVisible();
  await dialog.getByRole('button', { name: 'Close' }).last().click();
  await eventually(running, (many) => many === 4, 'all four sleep again');
});
