/** Long ids in tables and titles: the first characters tell them apart; the whole one is a click away. */
export function shortId(id: string): string {
  return id.length <= 14 ? id : `${id.slice(0, 10)}…`;
}

/** In groups of four, to be read aloud: `7Q2M 0C9T 5V1H …`. */
export function spelled(id: string): string {
  return id.replace(/^O-/, '').replace(/(.{4})(?=.)/g, '$1 ');
}

/** State machine and execution name out of `arn:…:execution:<machine>:<name>`. */
export function executionOfArn(arn: string | null | undefined): { stateMachine: string; name: string } | null {
  const [, stateMachine, name] = /:(?:execution|express):([^:]+):([^:]+)/.exec(arn ?? '') ?? [];
  return stateMachine !== undefined && name !== undefined ? { stateMachine, name } : null;
}
