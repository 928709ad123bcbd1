import { lazy, Suspense, type ComponentProps } from 'react';
import { Waiting } from '../ui/Waiting';

const StateGraph = lazy(() => import('./StateGraph'));

/** The drawing and its library are loaded where one is shown. */
export function LazyGraph(props: ComponentProps<typeof StateGraph>) {
  return (
    <Suspense fallback={<Waiting what="Graph" rows={8} />}>
      <StateGraph {...props} />
    </Suspense>
  );
}
