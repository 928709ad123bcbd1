import { lazy, Suspense, useSyncExternalStore } from 'react';
import { useApp } from './AppContext';

const SignedOutDialog = lazy(() => import('./SignedOutDialog'));

export function SignedOut() {
  const { session } = useApp();
  const isSignedOut = useSyncExternalStore(session.subscribe, session.isSignedOut);
  return isSignedOut ? (
    <Suspense fallback={null}>
      <SignedOutDialog />
    </Suspense>
  ) : null;
}
