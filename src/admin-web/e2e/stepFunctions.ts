import { createHash, createHmac } from 'node:crypto';
import type { Host } from './host';

const hash = (text: string) => createHash('sha256').update(text).digest('hex');
const mac = (key: string | Buffer, text: string) => createHmac('sha256', key).update(text).digest();

/** One call of the Step Functions wire API, signed as an SDK would (Signature Version 4). */
export async function stepFunctions<T>(host: Host, action: string, input: unknown): Promise<T> {
  const { accessKeyId, secretAccessKey, region } = host.credentials.aws;
  const url = new URL(host.addresses.stepFunctions);
  const body = JSON.stringify(input);
  const time = new Date().toISOString().replace(/[-:]|\.\d+/g, '');
  const scope = `${time.slice(0, 8)}/${region}/states/aws4_request`;
  const headers: Record<string, string> = { 'content-type': 'application/x-amz-json-1.0', host: url.host, 'x-amz-date': time, 'x-amz-target': `AWSStepFunctions.${action}` };
  const names = Object.keys(headers).toSorted();
  const canonical = ['POST', '/', '', ...names.map((name) => `${name}:${headers[name] ?? ''}`), '', names.join(';'), hash(body)].join('\n');
  const key = ['aws4_request', 'states', region].reduceRight<Buffer>((known, part) => mac(known, part), mac(`AWS4${secretAccessKey}`, time.slice(0, 8)));
  const signature = mac(key, ['AWS4-HMAC-SHA256', time, scope, hash(canonical)].join('\n')).toString('hex');
  const response = await fetch(url, {
    method: 'POST',
    headers: { ...headers, authorization: `AWS4-HMAC-SHA256 Credential=${accessKeyId}/${scope}, SignedHeaders=${names.join(';')}, Signature=${signature}` },
    body,
  });
  if (!response.ok) {
    throw new Error(`${action}: ${response.status} ${await response.text()}`);
  }

  return (await response.json()) as T;
}
