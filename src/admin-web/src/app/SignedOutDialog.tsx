import Button from '@cloudscape-design/components/button';
import Modal from '@cloudscape-design/components/modal';
import { useApp } from './AppContext';

/** Over the page, so that what was typed stays where it is; the same page comes back after sign-in. */
export default function SignedOutDialog() {
  const { session } = useApp();
  return (
    <Modal
      visible
      header="You are signed out"
      footer={
        <div className="actions dialog-actions">
          <Button variant="primary" onClick={() => void session.signIn()}>
            Sign in again
          </Button>
        </div>
      }
    >
      Your sign-in ended and could not be renewed. You come back to this page, and what you typed is kept.
    </Modal>
  );
}
