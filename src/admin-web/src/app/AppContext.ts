import { useQuery } from '@tanstack/react-query';
import { createContext, use } from 'react';
import { me } from '../api/calls';
import type { Me } from '../api/types';
import type { Session } from '../auth/session';
import { StaticKey } from '../live/Live';
import type { AppConfig } from './config';

export interface AppValue {
  config: AppConfig;
  session: Session;
}

export const AppContext = createContext<AppValue | null>(null);

export function useApp(): AppValue {
  const value = use(AppContext);
  if (value === null) {
    throw new Error('This part stands outside the application.');
  }

  return value;
}

export const useMe = () => useQuery({ queryKey: [StaticKey, 'me'], queryFn: ({ signal }) => me(signal), staleTime: Infinity });

export type Scope = 'orders:read' | 'orders:write' | 'executions:read' | 'executions:operate';

/** What the person may do. While that is not known, nothing; the API decides in any case. */
export function useMay(): (scope: Scope) => boolean {
  const { data } = useMe();
  return (scope) => data?.scopes.includes(scope) ?? false;
}

export function roleWord(role: Me['role']): string {
  return { admin: 'Admin', operator: 'Operator', program: 'Program', none: 'no role' }[role];
}
