import type { Execution } from '../../api/types';

export interface CliCommand {
  id: string;
  text: string;
  command: string;
}

/**
 * What one may do with an execution by the AWS CLI, ready to be pasted into a shell.
 *
 * @param endpoint Where the CLI finds Step Functions; null where it is AWS's own.
 */
export function cliCommands(execution: Pick<Execution, 'executionArn' | 'input'>, endpoint: string | null): CliCommand[] {
  const arn = execution.executionArn;
  const region = arn.split(':')[3] ?? '';
  const machine = arn.replace(/:execution:([^:]+):.*$/, ':stateMachine:$1');
  const command = (operation: string, parameters: string) =>
    `aws stepfunctions ${operation} --region ${region}${endpoint === null ? '' : ` --endpoint-url ${endpoint}`} ${parameters}`;
  return [
    { id: 'describe-execution', text: 'describe-execution', command: command('describe-execution', `--execution-arn ${quoted(arn)}`) },
    { id: 'get-execution-history', text: 'get-execution-history', command: command('get-execution-history', `--execution-arn ${quoted(arn)}`) },
    { id: 'start-execution', text: 'start-execution, with the same input', command: command('start-execution', `--state-machine-arn ${quoted(machine)} --input ${quoted(execution.input ?? '{}')}`) },
  ];
}

/** As a shell takes it: nothing within single quotation marks means anything but itself. */
function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
