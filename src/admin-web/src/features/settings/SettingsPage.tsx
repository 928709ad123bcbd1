import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import FormField from '@cloudscape-design/components/form-field';
import Header from '@cloudscape-design/components/header';
import RadioGroup from '@cloudscape-design/components/radio-group';
import { Link } from 'react-router';
import { roleWord, useApp, useMe } from '../../app/AppContext';
import { setSettings, useSettings } from '../../app/settings';
import { useLive } from '../../live/Live';
import { PageHead } from '../../ui/PageHead';
import { saveViews, useSavedViews } from '../../ui/savedViews';

/** How this browser shows things, and what the person may do. */
export default function SettingsPage() {
  const { config } = useApp();
  const settings = useSettings();
  const views = useSavedViews();
  const { data: person } = useMe();
  const live = useLive();
  return (
    <>
      <PageHead title="Settings" description="Kept in this browser." />
      <div className="stack narrow">
        <Container header={<Header variant="h2">Look</Header>}>
          <div className="three">
            <FormField label="Colours">
              <RadioGroup
                value={settings.theme}
                onChange={({ detail }) => { setSettings({ theme: detail.value as typeof settings.theme }); }}
                items={[
                  { value: 'system', label: 'As the system' },
                  { value: 'light', label: 'Light' },
                  { value: 'dark', label: 'Dark' },
                ]}
              />
            </FormField>
            <FormField label="Density">
              <RadioGroup
                value={settings.density}
                onChange={({ detail }) => { setSettings({ density: detail.value as typeof settings.density }); }}
                items={[
                  { value: 'comfortable', label: 'Comfortable' },
                  { value: 'compact', label: 'Compact' },
                ]}
              />
            </FormField>
            <FormField label="Times in">
              <RadioGroup
                value={settings.zone}
                onChange={({ detail }) => { setSettings({ zone: detail.value as typeof settings.zone }); }}
                items={[
                  { value: 'local', label: Intl.DateTimeFormat().resolvedOptions().timeZone },
                  { value: 'UTC', label: 'Coordinated time (UTC)' },
                ]}
              />
            </FormField>
          </div>
        </Container>
        <Container header={<Header variant="h2">Your views</Header>}>
          {views.length === 0 ? (
            <p className="quiet no-margin">None yet. Filter a list, then choose “Save this view”.</p>
          ) : (
            <table className="lines">
              <thead>
                <tr>
                  <th scope="col">View</th>
                  <th scope="col">
                    <span className="copied">Remove</span>
                  </th>
                </tr>
              </thead>
              <tbody>
                {views.map((view) => (
                  <tr key={view.name}>
                    <td>
                      <Link to={view.to}>{view.name}</Link>
                    </td>
                    <td className="number">
                      <Button variant="inline-link" ariaLabel={`Remove ${view.name}`} onClick={() => { saveViews(views.filter((other) => other.name !== view.name)); }}>
                        Remove
                      </Button>
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          )}
        </Container>
        <Container header={<Header variant="h2">You</Header>}>
          <dl className="facts">
            <div>
              <dt>Signed in as</dt>
              <dd>{person?.name ?? '–'}</dd>
            </div>
            <div>
              <dt>Role</dt>
              <dd>{person ? roleWord(person.role) : '–'}</dd>
            </div>
            <div>
              <dt>May</dt>
              <dd>{person?.scopes.join(', ') ?? '–'}</dd>
            </div>
            <div>
              <dt>Live updates</dt>
              <dd>{{ live: 'as they happen', connecting: 'connecting', lost: 'lost, every 5 seconds', polling: 'every 5 seconds' }[live.state]}</dd>
            </div>
            <div>
              <dt>API</dt>
              <dd className="mono">{config.apiUrl === '' ? location.origin : config.apiUrl}</dd>
            </div>
          </dl>
        </Container>
        <p className="quiet">
          Press <kbd>?</kbd> for the keyboard. The API is described at <a href={`${config.apiUrl}/docs`}>/docs</a>.
        </p>
      </div>
    </>
  );
}
