import Button from '@cloudscape-design/components/button';
import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import { useState } from 'react';
import { useSettings } from '../../app/settings';
import { systemClock } from '../../time/clock';
import { momentOf, moveProblem } from './moves';

/** Takes the clock to a day and a time, in the zone that this browser shows. */
export function ToATime({ isBusy, onMove }: { isBusy: boolean; onMove: (milliseconds: number) => void }) {
  const { zone } = useSettings();
  const [day, setDay] = useState('');
  const [time, setTime] = useState('09:00');
  const [problem, setProblem] = useState<string | undefined>();
  const go = () => {
    const now = systemClock.now();
    const target = momentOf(day, time, zone === 'UTC');
    const wrong = moveProblem(target, now);
    setProblem(wrong);
    if (wrong === undefined) {
      onMove(target - now);
    }
  };
  return (
    <FormField label={`To a time (${zone === 'UTC' ? 'UTC' : Intl.DateTimeFormat().resolvedOptions().timeZone})`} errorText={problem}>
      <div className="to-a-time">
        <Input value={day} placeholder="YYYY/MM/DD" ariaLabel="Day" onChange={({ detail }) => { setDay(detail.value); }} />
        <Input value={time} placeholder="hh:mm" ariaLabel="Time" onChange={({ detail }) => { setTime(detail.value); }} onKeyDown={({ detail }) => { if (detail.key === 'Enter' && !isBusy) { go(); } }} />
        <Button disabled={isBusy} onClick={go}>
          Go there
        </Button>
      </div>
    </FormField>
  );
}
