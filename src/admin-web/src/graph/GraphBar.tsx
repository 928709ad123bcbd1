import Button from '@cloudscape-design/components/button';

interface GraphBarProps {
  /** The state that is chosen, or that the execution is in; null for none. */
  chosen: string | null;
  onCloser: () => void;
  onFurther: () => void;
  onWhole: () => void;
  onChosen: () => void;
  onExport: () => void;
}

/** Beside the drawing rather than on it, so that no state lies under a button. */
export function GraphBar({ chosen, onCloser, onFurther, onWhole, onChosen, onExport }: GraphBarProps) {
  return (
    <div className="graph-bar" role="group" aria-label="View of the graph">
      <Button variant="icon" iconName="zoom-in" ariaLabel="Closer" onClick={onCloser} />
      <Button variant="icon" iconName="zoom-out" ariaLabel="Further away" onClick={onFurther} />
      <Button variant="inline-link" onClick={onWhole}>
        Whole graph
      </Button>
      {chosen !== null && (
        <Button variant="inline-link" onClick={onChosen}>
          Go to {chosen}
        </Button>
      )}
      <span className="graph-bar-end">
        <Button variant="inline-link" iconName="download" onClick={onExport}>
          SVG
        </Button>
      </span>
    </div>
  );
}
