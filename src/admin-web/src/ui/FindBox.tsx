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
const Pause = 100;

/** One box for whatever one knows; finds while one types. */
export function FindBox({ value, placeholder, label, onFind, onEnter }: FindBoxProps) {
  const [text, setText] = useState(value);
  const [told, setTold] = useState(value);
  if (told !== value) {
    setTold(value); // the address changed by itself: a view was chosen
    setText(value);
  }

  useEffect(() => {
    if (text.trim() === value) {
      return undefined;
    }

    const timer = setTimeout(() => {
      setTold(text.trim());
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
              setTold(typed);
              onFind(typed);
            }

            onEnter?.(typed);
          }
        }}
      />
    </div>
  );
}
