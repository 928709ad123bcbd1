import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { carrier } from '../../api/calls';
import { CarrierStatusMark } from '../../ui/Status';
import { CarrierFacts } from './CarrierFacts';

/** Bob's Post beside an order, while it is not well; else what stands there instead. */
export function CarrierPanel({ fallback, instead }: { fallback: ReactNode; instead?: ReactNode }) {
  const { data } = useQuery({ queryKey: ['carrier'], queryFn: ({ signal }) => carrier.get(signal) });
  if (!data || data.state === 'up') {
    return fallback;
  }

  if (instead !== undefined) {
    return instead;
  }

  return (
    <Container
      header={
        <Header variant="h2" actions={<Link to="/carrier">Open Bob’s Post</Link>} info={<CarrierStatusMark carrier={data} />}>
          {data.name}
        </Header>
      }
    >
      <CarrierFacts carrier={data} />
    </Container>
  );
}
