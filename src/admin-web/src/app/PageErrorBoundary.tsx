import { Component, type ReactNode } from 'react';

/** Keeps the frame alive when a page breaks, and says what to do. */
export class PageErrorBoundary extends Component<{ children: ReactNode }, { error: Error | null }> {
  override state: { error: Error | null } = { error: null };

  static getDerivedStateFromError(error: Error) {
    return { error };
  }

  override render() {
    const { error } = this.state;
    if (error === null) {
      return this.props.children;
    }

    // A page's code that cannot be had belongs to a version that was replaced while this tab was open.
    const isOld = /dynamically imported module|Importing a module script failed/.test(error.message);
    return (
      <div role="alert">
        <h1>{isOld ? 'There is a newer version' : 'This page broke'}</h1>
        <p>{isOld ? 'It was installed while this page was open.' : `${error.message} What the server holds is not affected.`}</p>
        <button type="button" onClick={() => { location.reload(); }}>
          Reload
        </button>
      </div>
    );
  }
}
