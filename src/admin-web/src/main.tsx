import '@cloudscape-design/global-styles/index.css';
import './app/app.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { connect } from './api/client';
import { App } from './app/App';
import { loadConfig } from './app/config';
import { StartFailed } from './app/StartFailed';
import { Session } from './auth/session';

const root = createRoot(document.getElementById('root') ?? document.body);

async function start() {
  const config = await loadConfig();
  const session = new Session(config);
  const goOn = await session.start();
  if (goOn === null) {
    return; // the browser is on its way to the issuer
  }

  history.replaceState(null, '', goOn);
  connect({
    baseUrl: config.apiUrl,
    accessToken: () => session.accessToken(),
    renew: () => session.renew(),
    onSignedOut: () => {
      session.markSignedOut();
    },
  });
  root.render(
    <StrictMode>
      <App config={config} session={session} />
    </StrictMode>,
  );
}

start().catch((error: unknown) => {
  root.render(<StartFailed error={error} />);
});
