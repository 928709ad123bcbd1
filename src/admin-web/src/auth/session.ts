import { UserManager, WebStorageStateStore, type User } from 'oidc-client-ts';
import type { AppConfig } from '../app/config';

export const CallbackPath = '/auth/callback';

/**
 * Who is signed in on this page: authorization code with PKCE, renewed by the refresh token, kept in this tab's session storage.
 * Neither a frame nor the address ever holds a token.
 */
export class Session {
  private user: User | null = null;
  private renewing: Promise<boolean> | null = null;
  private readonly manager: UserManager;
  private readonly listeners = new Set<() => void>();
  private signedOut = false;

  constructor(config: AppConfig) {
    this.manager = new UserManager({
      authority: config.authority,
      client_id: config.clientId,
      redirect_uri: location.origin + CallbackPath,
      post_logout_redirect_uri: `${location.origin}/`,
      response_type: 'code',
      scope: config.scope,
      userStore: new WebStorageStateStore({ store: sessionStorage }),
      stateStore: new WebStorageStateStore({ store: sessionStorage }),
      automaticSilentRenew: true,
      monitorSession: false,
      loadUserInfo: false,
    });
    this.manager.events.addUserLoaded((user) => {
      this.user = user;
      this.tell(false);
    });
    this.manager.events.addSilentRenewError(() => {
      if (this.user?.expired ?? true) {
        this.tell(true);
      }
    });
  }

  /** @returns Where to go on; null while the browser leaves for the issuer. @throws Error where the issuer refuses or gives no answer. */
  async start(): Promise<string | null> {
    const here = location.pathname + location.search + location.hash;
    if (location.pathname === CallbackPath) {
      this.user = await this.manager.signinRedirectCallback();
      return typeof this.user.state === 'string' ? this.user.state : '/';
    }

    this.user = await this.manager.getUser();
    if (this.user !== null && (!this.user.expired || (await this.renew()))) {
      return here;
    }

    await this.signIn();
    return null;
  }

  accessToken(): string | null {
    return this.user?.access_token ?? null;
  }

  /** True once the token is refused and cannot be renewed. */
  readonly isSignedOut = (): boolean => this.signedOut;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  /** One renewal at a time, whoever asks. */
  renew(): Promise<boolean> {
    this.renewing ??= this.renewNow().finally(() => {
      this.renewing = null;
    });
    return this.renewing;
  }

  /** Leaves for the issuer and comes back to this very page. */
  async signIn(): Promise<void> {
    await this.manager.signinRedirect({ state: location.pathname === CallbackPath ? '/' : location.pathname + location.search + location.hash });
  }

  async signOut(): Promise<void> {
    // Cognito wants its own names for who leaves and where to; an issuer that keeps to the standard has them by the standard's names already.
    await this.manager.signoutRedirect({ extraQueryParams: { client_id: this.manager.settings.client_id, logout_uri: `${location.origin}/` } });
  }

  markSignedOut(): void {
    this.tell(true);
  }

  private async renewNow(): Promise<boolean> {
    if (!this.user?.refresh_token) {
      return false;
    }

    try {
      this.user = await this.manager.signinSilent();
      return this.user !== null;
    } catch {
      return false; // the page says that the person is signed out, and offers to sign in
    }
  }

  private tell(signedOut: boolean) {
    this.signedOut = signedOut;
    for (const listener of this.listeners) {
      listener();
    }
  }
}
