import { duration } from '../../time/words';

/** The retriers of a state in words, in the order in which they are looked at. */
export function retrierWords(retry: unknown): string[] {
  if (!Array.isArray(retry)) {
    return [];
  }

  return retry.filter((rule): rule is Record<string, unknown> => typeof rule === 'object' && rule !== null).map(words);
}

function words(rule: Record<string, unknown>): string {
  const errors = Array.isArray(rule.ErrorEquals) ? rule.ErrorEquals.map((error) => (error === 'States.ALL' ? 'any other error' : String(error))).join(', ') : 'an error';
  const number = (name: string, otherwise: number) => (typeof rule[name] === 'number' ? (rule[name] as number) : otherwise);
  const attempts = number('MaxAttempts', 3);
  if (attempts === 0) {
    return `${errors}: not tried again.`;
  }

  const seconds = number('IntervalSeconds', 1);
  const rate = number('BackoffRate', 2);
  const longest = number('MaxDelaySeconds', 0);
  const many = attempts >= 99_999 ? 'without end' : attempts === 1 ? 'once' : `up to ${attempts} times`;
  const growth = rate === 1 ? '' : `, ${rate} × longer each time`;
  const cap = longest > 0 ? `, at most ${duration(longest * 1000)}` : '';
  const jitter = rule.JitterStrategy === 'FULL' ? ', at random within that' : '';
  return `${errors}: tried again ${many}, first after ${duration(seconds * 1000)}${growth}${cap}${jitter}.`;
}
