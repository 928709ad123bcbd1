import { Link } from 'react-router';
import { Empty } from '../ui/Empty';
import { PageHead } from '../ui/PageHead';

export default function NotFoundPage() {
  return (
    <>
      <PageHead title="There is no such page" />
      <Empty title="The address may be mistyped, or from an older version." action={<Link to="/">Go to the start</Link>} />
    </>
  );
}
