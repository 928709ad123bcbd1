import Button from '@cloudscape-design/components/button';
import type { ReactNode } from 'react';

interface ShowMoreProps {
  list: { hasNextPage: boolean; isFetchingNextPage: boolean; fetchNextPage: () => Promise<unknown> };
  children?: ReactNode;
}

/** Below a list that has more pages: the next one. */
export function ShowMore({ list, children }: ShowMoreProps) {
  return (
    list.hasNextPage && (
      <div className="more">
        <Button loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
          Show more
        </Button>
        {children !== undefined && <span className="quiet">{children}</span>}
      </div>
    )
  );
}
