import Modal from '@cloudscape-design/components/modal';
import { usePlaces } from './Places';

export default function KeyboardHelpDialog({ onClose }: { onClose: () => void }) {
  const places = usePlaces().flatMap((group) => group.places);
  const rows: [string[], string][] = [
    [['/'], 'Find'],
    [['j'], 'Next row'],
    [['k'], 'Row before'],
    [['Enter'], 'Open the row'],
    ...places.map((place): [string[], string] => [['g', place.letter], place.name]),
    [['?'], 'This list'],
  ];
  return (
    <Modal visible header="Keyboard" onDismiss={onClose}>
      <dl className="facts">
        {rows.map(([keys, name]) => (
          <div key={name}>
            <dt>
              {keys.map((key) => (
                <span key={key}>
                  <kbd>{key}</kbd>{' '}
                </span>
              ))}
            </dt>
            <dd>{name}</dd>
          </div>
        ))}
      </dl>
    </Modal>
  );
}
