import CopyToClipboard from '@cloudscape-design/components/copy-to-clipboard';
import { diffLines } from './diff';

export function pretty(value: unknown): string {
  if (typeof value !== 'string') {
    return JSON.stringify(value, null, 2) ?? '';
  }

  try {
    return JSON.stringify(JSON.parse(value), null, 2);
  } catch {
    return value; // not JSON: shown as it is
  }
}

/** @param before Marks what differs from it, where given. */
export function JsonView({ value, before, name }: { value: unknown; before?: unknown; name: string }) {
  const text = pretty(value);
  return (
    <div>
      <CopyToClipboard variant="inline" copyButtonAriaLabel={`Copy ${name}`} textToDisplay={`Copy ${name}`} textToCopy={text} copySuccessText="Copied" copyErrorText="Could not copy" />
      {/* eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a box that scrolls must be reachable by keyboard */}
      <pre className="json" tabIndex={0} aria-label={name}>
        {before === undefined
          ? text
          : diffLines(pretty(before), text).map((line, index) => (
              <span key={index} className={line.kind}>
                {line.kind === 'added' ? '+ ' : line.kind === 'removed' ? '− ' : '  '}
                {line.text}
                {'\n'}
              </span>
            ))}
      </pre>
    </div>
  );
}
