import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import { useQuery } from '@tanstack/react-query';
import { outages as calls } from '../../api/operateCalls';
import { useSettings } from '../../app/settings';
import { useNow } from '../../time/clock';
import { absolute, count, duration } from '../../time/words';
import { Loaded } from '../../ui/Loaded';
import { lastDays, outageSum } from './ages';

const Days = 30;

/** The last 30 days of Bob's Post: one line, and a mark a day. */
export function CarrierHistory() {
  const now = useNow(60_000);
  const { zone } = useSettings();
  const query = useQuery({ queryKey: ['outages'], queryFn: ({ signal }) => calls.list(signal) });
  return (
    <Container header={<Header variant="h2">The last 30 days</Header>}>
      <Loaded query={query} what="The last 30 days">
        {({ items }) => {
          const { times, total, longest } = outageSum(items, now, Days);
          return (
            <>
              <p className="no-margin">
                {times === 0
                  ? 'No order waited for it.'
                  : times === 1
                    ? `Orders waited for it once, for ${duration(total)}.`
                    : `Orders waited for it ${count(times, 'time')}, ${duration(total)} in all; the longest time was ${duration(longest)}.`}
              </p>
              <div className="month" aria-hidden="true">
                {lastDays(items, now, Days).map((day) => (
                  <span
                    key={day.from}
                    className={day.down === 0 ? undefined : day.down > 43_200_000 ? 'down' : 'partly'}
                    title={`The day from ${absolute(day.from, zone)}: ${day.down === 0 ? 'nothing waited' : `orders waited for ${duration(day.down)}`}`}
                  />
                ))}
              </div>
              <div className="month-ends small quiet" aria-hidden="true">
                <span>30 days ago</span>
                <span>now</span>
              </div>
            </>
          );
        }}
      </Loaded>
    </Container>
  );
}
