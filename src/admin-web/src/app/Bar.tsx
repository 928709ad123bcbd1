import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { Link } from 'react-router';
import { carrier, clock } from '../api/calls';
import { useLive } from '../live/Live';
import { Since } from '../time/Time';
import { systemClock, useNow } from '../time/clock';
import { duration } from '../time/words';
import { roleWord, useApp, useMay, useMe } from './AppContext';
import { setSettings, useDark } from './settings';

/** What is true on each page: how Bob's Post is, what time the system has, who is signed in. */
export function Bar({ onMenu, menuIsOpen }: { onMenu: () => void; menuIsOpen: boolean }) {
  const { config } = useApp();
  const isDark = useDark();
  return (
    <header className="bar">
      <button type="button" className="bar-menu" onClick={onMenu} aria-expanded={menuIsOpen} aria-label="Menu">
        <svg width="18" height="18" viewBox="0 0 18 18" stroke="currentColor" strokeWidth="2" strokeLinecap="round" aria-hidden="true">
          <path d="M2 4h14M2 9h14M2 14h14" />
        </svg>
      </button>
      <Link className="bar-name" to="/">
        OrderingSystem
      </Link>
      <span className="bar-space" />
      {config.features.orders && <CarrierItem />}
      {config.features.demoClock && <ClockItem />}
      <button
        type="button"
        className="bar-wide"
        onClick={() => {
          setSettings({ theme: isDark ? 'light' : 'dark' });
        }}
      >
        {isDark ? 'Light' : 'Dark'}
      </button>
      <UserItem />
    </header>
  );
}

function CarrierItem() {
  const { data, isError } = useQuery({ queryKey: ['carrier'], queryFn: ({ signal }) => carrier.get(signal) });
  if (isError) {
    return (
      <Link className="bar-item bar-carrier" to="/carrier">
        <span className="bar-wide">{data?.name ?? 'Bob’s Post'}: </span>
        unknown
      </Link>
    );
  }

  if (!data || data.state === 'up') {
    return null;
  }

  const since = data.downSince ?? data.since;
  return (
    <Link className="bar-item bar-carrier" to="/carrier">
      <span className="bar-wide">{data.name} </span>
      {data.state === 'recovering' ? 'is back' : data.state === 'held' ? 'held' : 'down'}
      <span className="bar-wide">
        {' '}
        · <Since at={since} />
      </span>
    </Link>
  );
}

function ClockItem() {
  const live = useLive();
  const may = useMay();
  // Events tell the time while they flow; where they do not, it is asked for.
  const { data } = useQuery({ queryKey: ['clock'], queryFn: ({ signal }) => clock.get(signal), enabled: may('executions:operate'), staleTime: live.state === 'live' ? Infinity : 0 });
  useEffect(() => {
    if (data) {
      systemClock.hear(data.now, data.mode);
    }
  }, [data]);
  useNow();
  const ahead = systemClock.aheadBy();
  return (
    <Link className="bar-item bar-clock" to="/clock">
      <span className="bar-wide">Demo time </span>
      {ahead < 1000 ? '+0' : `+${duration(ahead)}`}
    </Link>
  );
}

function UserItem() {
  const { session } = useApp();
  const { data } = useMe();
  const [isOpen, setOpen] = useState(false);
  if (!data) {
    return null;
  }

  return (
    <span className="user">
      <button
        type="button"
        aria-expanded={isOpen}
        onClick={() => {
          setOpen(!isOpen);
        }}
      >
        {data.name}
        <span className="bar-wide"> ({roleWord(data.role)})</span>
      </button>
      {isOpen && (
        <span className="user-menu">
          <Link
            to="/settings"
            onClick={() => {
              setOpen(false);
            }}
          >
            Settings
          </Link>
          <button type="button" onClick={() => void session.signOut()}>
            Sign out
          </button>
        </span>
      )}
    </span>
  );
}
