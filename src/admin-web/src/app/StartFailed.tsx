/** Shown where the page cannot start: no server, no configuration, no sign-in. Needs nothing that could be missing. */
export function StartFailed({ error }: { error: unknown }) {
  const text = error instanceof Error ? error.message : String(error);
  const isSignIn = location.pathname.startsWith('/auth/');
  return (
    <main className="page">
      <div className="page-title">
        <h1>{isSignIn ? 'Signing in did not work' : 'This page cannot start'}</h1>
      </div>
      <p>{text}</p>
      <p>
        <a href="/">{isSignIn ? 'Sign in again' : 'Try again'}</a>
      </p>
    </main>
  );
}
