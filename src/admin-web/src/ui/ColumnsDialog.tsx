import Button from '@cloudscape-design/components/button';
import Checkbox from '@cloudscape-design/components/checkbox';
import Modal from '@cloudscape-design/components/modal';
import { moved, type ColumnChoice, type KnownColumn } from './columns';

interface ColumnsDialogProps {
  known: readonly KnownColumn[];
  choice: ColumnChoice[];
  onChange: (choice: ColumnChoice[] | null) => void;
  onClose: () => void;
}

/** Which columns, and in which order. What is chosen is seen at once behind the dialog. */
export default function ColumnsDialog({ known, choice, onChange, onClose }: ColumnsDialogProps) {
  return (
    <Modal
      visible
      header="Columns"
      onDismiss={onClose}
      footer={
        <div className="actions dialog-actions">
          <Button variant="link" onClick={() => { onChange(null); }}>
            As at first
          </Button>
          <Button variant="primary" onClick={onClose}>
            Done
          </Button>
        </div>
      }
    >
      <p className="quiet">Kept in this browser.</p>
      <ul className="column-choice">
        {choice.map((one, index) => {
          const column = known.find((other) => other.id === one.id);
          return (
            column && (
              <li key={one.id}>
                <Checkbox
                  checked={one.visible}
                  disabled={column.isFixed === true}
                  onChange={({ detail }) => { onChange(choice.map((other) => (other.id === one.id ? { ...other, visible: detail.checked } : other))); }}
                >
                  {column.name}
                </Checkbox>
                <Button variant="icon" iconName="angle-up" ariaLabel={`${column.name}: further left`} disabled={index === 0} onClick={() => { onChange(moved(choice, one.id, -1)); }} />
                <Button
                  variant="icon"
                  iconName="angle-down"
                  ariaLabel={`${column.name}: further right`}
                  disabled={index === choice.length - 1}
                  onClick={() => { onChange(moved(choice, one.id, 1)); }}
                />
              </li>
            )
          );
        })}
      </ul>
    </Modal>
  );
}
