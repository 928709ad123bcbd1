import Alert from '@cloudscape-design/components/alert';
import { useEffect, useRef, useState, type ReactNode } from 'react';
import { Link, useLocation } from 'react-router';
import { useLive } from '../live/Live';
import { useSettings } from './settings';
import { absolute } from '../time/words';
import { Bar } from './Bar';
import { KeyboardHelp, useShortcuts } from './Keyboard';
import { Places } from './Places';
import { SignedOut } from './SignedOut';

/** The frame around each page: bar, places, and what is true everywhere. */
export function Shell({ children }: { children: ReactNode }) {
  const [menuAt, setMenuAt] = useState<string | null>(null);
  const { pathname, key } = useLocation();
  const { helpIsOpen, closeHelp } = useShortcuts();
  const main = useRef<HTMLElement>(null);
  const lastPath = useRef(pathname);

  // After a change of page, the keyboard and the screen reader begin at its top.
  useEffect(() => {
    if (lastPath.current !== pathname) {
      lastPath.current = pathname;
      main.current?.focus({ preventScroll: true });
      window.scrollTo(0, 0);
    }
  }, [pathname]);

  return (
    <>
      <a className="skip-link" href="#page">
        Skip to the page
      </a>
      <Bar onMenu={() => { setMenuAt(menuAt === key ? null : key); }} menuIsOpen={menuAt === key} />
      <div className="frame">
        <aside className={menuAt === key ? 'places open' : 'places'} aria-label="Places">
          <Places />
        </aside>
        <main className="page" id="page" tabIndex={-1} ref={main}>
          <LiveBanner />
          {children}
        </main>
      </div>
      <SignedOut />
      <KeyboardHelp isOpen={helpIsOpen} onClose={closeHelp} />
    </>
  );
}

function LiveBanner() {
  const { state, lostAt } = useLive();
  const { zone } = useSettings();
  return (
    <div aria-live="polite">
      {state === 'lost' && lostAt !== null && (
        <div className="stale">
          <Alert type="warning" header="Live updates are lost.">
            The last one came at {absolute(lostAt, zone)}. This page looks for news every 5 seconds until they are back. <Link to="/settings">Settings</Link>
          </Alert>
        </div>
      )}
    </div>
  );
}
