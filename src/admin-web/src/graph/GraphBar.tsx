import Button from '@cloudscape-design/components/button';
import Toggle from '@cloudscape-design/components/toggle';

interface GraphBarProps {
  /** The state that is chosen, or that the execution is in; null for none. */
  chosen: string | null;
  onCloser: () => void;
  onFurther: () => void;
  onWhole: () => void;
  onChosen: () => void;
  onExport: () => void;
  /** Only what the execution went through is shown; left out where there is no execution. */
  isWay?: boolean;
  onWay?: (isWay: boolean) => void;
}

/** Beside the drawing rather than on it, so that no state lies under a button. */
export function GraphBar({ chosen, onCloser, onFurther, onWhole, onChosen, onExport, isWay, onWay }: GraphBarProps) {
  return (
    <div className="graph-bar" role="group" aria-label="View of the graph">
      <Button variant="icon" iconName="zoom-in" ariaLabel="Closer" onClick={onCloser} />
      <Button variant="icon" iconName="zoom-out" ariaLabel="Further away" onClick={onFurther} />
      <Button variant="inline-link" onClick={onWhole}>
        All in view
      </Button>
      {chosen !== null && (
        <Button variant="inline-link" onClick={onChosen}>
          Go to {chosen}
        </Button>
      )}
      <span className="graph-bar-end">
        {isWay !== undefined && (
          <Toggle checked={isWay} onChange={({ detail }) => { onWay?.(detail.checked); }}>
            Only its way
          </Toggle>
        )}
        <Button variant="inline-link" iconName="download" onClick={onExport}>
          SVG
        </Button>
      </span>
    </div>
  );
}
