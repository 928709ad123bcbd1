import { execFileSync } from 'node:child_process';
import { expect, it } from 'vitest';
import { cliCommands } from './cli';

const executionArn = 'arn:aws:states:us-east-1:123456789012:execution:order:O-1';

it('names the region, and the endpoint where it is not the service itself', () => {
  const [here] = cliCommands({ executionArn, input: '{}' }, 'http://127.0.0.1:8083');
  const [there] = cliCommands({ executionArn, input: '{}' }, null);

  expect(here?.command).toBe(`aws stepfunctions describe-execution --region us-east-1 --endpoint-url http://127.0.0.1:8083 --execution-arn '${executionArn}'`);
  expect(there?.command).not.toContain('endpoint');
});

it('gives the shell the input as it is, whatever is in it', () => {
  const input = '{"note":"It\'s $HOME `ls` \\"quoted\\" \\\\ 10 €"}';

  const start = cliCommands({ executionArn, input }, null).at(-1)?.command ?? '';

  const words = execFileSync('sh', ['-c', `printf '%s\\n' ${start}`], { encoding: 'utf8' }).trimEnd().split('\n');
  expect(words).toEqual(['aws', 'stepfunctions', 'start-execution', '--region', 'us-east-1', '--state-machine-arn', 'arn:aws:states:us-east-1:123456789012:stateMachine:order', '--input', input]);
});
