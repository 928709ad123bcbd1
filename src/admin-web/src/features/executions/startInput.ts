import { jsonProblem } from '../../ui/jsonProblem';

/** What the API shows in the place of a task token, wherever one was handed on. */
const Redacted = '(redacted)';

export function isRedacted(input: string): boolean {
  return input.includes(Redacted);
}

/** Why nothing is started with this input; nothing where it can be. */
export function inputProblem(input: string): string | undefined {
  return jsonProblem(input) ?? (isRedacted(input) ? `“${Redacted}” stands where a task token was. Put a token that is still waited for in its place, or leave that part out.` : undefined);
}
