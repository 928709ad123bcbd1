import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { Link, useLocation } from 'react-router';
import { orders } from '../api/calls';
import { useApp, useMay } from './AppContext';

export interface Place {
  name: string;
  to: string;
  /** The second letter of its shortcut, after `g`. */
  letter: string;
  count?: number;
}

/** The places that this person can go to, in the order of the list. */
export function usePlaces(): { title: string; places: Place[] }[] {
  const { config } = useApp();
  const may = useMay();
  const hasOrders = config.features.orders;
  const { data: counts } = useQuery({ queryKey: ['counts'], queryFn: ({ signal }) => orders.counts(signal), enabled: hasOrders && may('orders:read') });
  const seesExecutions = may('executions:read');
  const attention = counts?.attention;
  return useMemo(() => {
    const groups: { title: string; places: Place[] }[] = [];
    if (hasOrders) {
      groups.push({
        title: 'Orders',
        places: [
          { name: 'All orders', to: '/orders', letter: 'o' },
          { name: 'Place an order', to: '/orders/new', letter: 'n' },
          { name: 'Customers', to: '/customers', letter: 'p' },
          { name: 'Bob’s Post', to: '/carrier', letter: 'b' },
        ],
      });
    }

    if (seesExecutions) {
      groups.push({
        title: 'Operations',
        places: [
          { name: 'Waiting for people', to: '/waiting', letter: 'w', ...(attention ? { count: attention } : {}) },
          { name: 'Executions', to: '/executions', letter: 'e' },
          ...(hasOrders ? [{ name: 'Audit', to: '/audit', letter: 'a' }] : []), // an engine alone keeps none
          ...(config.features.demoClock ? [{ name: 'Demo clock', to: '/clock', letter: 'c' }] : []),
        ],
      });
    }

    groups.push({ title: 'You', places: [{ name: 'Settings', to: '/settings', letter: 's' }] });
    return groups;
  }, [hasOrders, seesExecutions, attention, config.features.demoClock]);
}

export function Places() {
  const groups = usePlaces();
  const { pathname } = useLocation();
  const all = groups.flatMap((group) => group.places);
  const current = all.filter((place) => pathname === place.to || pathname.startsWith(`${place.to}/`)).toSorted((one, other) => other.to.length - one.to.length)[0];
  return (
    <nav aria-label="Places">
      {groups.map((group) => (
        <div key={group.title}>
          <h2>{group.title}</h2>
          <ul>
            {group.places.map((place) => (
              <li key={place.to}>
                <Link to={place.to} aria-current={place === current ? 'page' : undefined}>
                  {place.name}
                  {place.count !== undefined && (
                    <span className="places-count">
                      {place.count}
                      <span className="copied"> waiting</span>
                    </span>
                  )}
                </Link>
              </li>
            ))}
          </ul>
        </div>
      ))}
    </nav>
  );
}
