import Input from '@cloudscape-design/components/input';
import { useEffect, useState } from 'react';

interface FindBoxProps {
  value: string;
  placeholder: string;
  label: string;
  onFind: (text: string) => void;
  /** Enter: somebody typed a whole number and means it. */
  onEnter?: (text: string) => void;
}

/** Milliseconds without a key after which what is typed is looked for; Enter does not wait. */
const Pause = 60;

/** One box for whatever one knows; finds while one types. */
export function FindBox({ value, placeholder, label, onFind, onEnter }: FindBoxProps) {
  const [text, setText] = useState(value);
  const [seen, setSeen] = useState(value);
  /** What this box asked for and the address does not say yet: it follows a moment later, while somebody types on. */
  const [asked, setAsked] = useState<string[]>([]);
  if (seen !== value) {
    const at = asked.indexOf(value);
    setSeen(value);
    setAsked(at < 0 ? [] : asked.slice(at + 1));
    if (at < 0) {
      setText(value); // the address changed by itself: a view was chosen
    }
  }

  useEffect(() => {
    if (text.trim() === value) {
      return undefined;
    }

    const timer = setTimeout(() => {
      setAsked((before) => [...before, text.trim()]);
      onFind(text.trim());
    }, Pause);
    return () => {
      clearTimeout(timer);
    };
  }, [text, value, onFind]);

  return (
    <div className="grow" data-find>
      <Input
        type="search"
        value={text}
        placeholder={placeholder}
        ariaLabel={label}
        clearAriaLabel="Clear"
        onChange={({ detail }) => {
          setText(detail.value);
        }}
        onKeyDown={({ detail }) => {
          if (detail.key === 'Enter') {
            const typed = text.trim();
            if (typed !== value) {
              setAsked((before) => [...before, typed]);
              onFind(typed);
            }

            onEnter?.(typed);
          }
        }}
      />
    </div>
  );
}
