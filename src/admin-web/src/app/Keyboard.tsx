import { lazy, Suspense, useCallback, useEffect, useRef, useState } from 'react';
import { useNavigate } from 'react-router';
import { usePlaces } from './Places';

const KeyboardHelpDialog = lazy(() => import('./KeyboardHelpDialog'));

const Fields = 'input, textarea, select, [contenteditable], [role="dialog"]';

/** `/` finds, `g` and a letter goes to a place, `j` and `k` walk through rows, `?` tells all of this. */
export function useShortcuts() {
  const [helpIsOpen, setHelpOpen] = useState(false);
  const navigate = useNavigate();
  const places = usePlaces();
  const pressedG = useRef(0);

  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || (event.target instanceof Element && event.target.closest(Fields))) {
        return;
      }

      const goes = event.timeStamp - pressedG.current < 1200;
      pressedG.current = event.key === 'g' ? event.timeStamp : 0;
      const place = goes ? places.flatMap((group) => group.places).find((one) => one.letter === event.key) : undefined;
      if (place) {
        event.preventDefault();
        void navigate(place.to);
      } else if (event.key === '/') {
        event.preventDefault();
        document.querySelector<HTMLInputElement>('[data-find] input, input[type="search"]')?.focus();
      } else if (event.key === '?') {
        setHelpOpen(true);
      } else if (event.key === 'j' || event.key === 'k') {
        walk(event.key === 'j' ? 1 : -1);
      }
    };
    document.addEventListener('keydown', onKey);
    return () => {
      document.removeEventListener('keydown', onKey);
    };
  }, [navigate, places]);

  const closeHelp = useCallback(() => {
    setHelpOpen(false);
  }, []);
  return { helpIsOpen, closeHelp };
}

/** Moves the focus to the link of the next row. */
function walk(step: 1 | -1) {
  const links = [...document.querySelectorAll<HTMLElement>('[data-row-link]')];
  const current = links.findIndex((link) => link === document.activeElement);
  links[current < 0 ? (step > 0 ? 0 : links.length - 1) : current + step]?.focus();
}

export function KeyboardHelp({ isOpen, onClose }: { isOpen: boolean; onClose: () => void }) {
  return isOpen ? (
    <Suspense fallback={null}>
      <KeyboardHelpDialog onClose={onClose} />
    </Suspense>
  ) : null;
}
