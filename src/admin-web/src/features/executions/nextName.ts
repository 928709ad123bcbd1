const Longest = 80;

/** A name for one more run: the first one's, with something behind it that nothing else has. */
export function nextName(name: string, unique: string): string {
  const end = `-${unique.replaceAll('-', '').slice(0, 8)}`;
  const stem = name.replace(/-[0-9a-f]{8}$/, '').replace(/[^\w-]/g, '_');
  return stem.slice(0, Longest - end.length) + end;
}

/** The execution in the AWS console; null where its ARN does not say where it runs. */
export function consoleAddress(executionArn: string): string | null {
  const [, partition, , region] = executionArn.split(':');
  const domain = { aws: 'console.aws.amazon.com', 'aws-us-gov': 'console.amazonaws-us-gov.com', 'aws-cn': 'console.amazonaws.cn' }[partition ?? ''];
  return domain !== undefined && region !== undefined && /^[a-z]{2}(-[a-z]+)+-\d$/.test(region)
    ? `https://${region}.${domain}/states/home?region=${region}#/v2/executions/details/${executionArn}`
    : null;
}
