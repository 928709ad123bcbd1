import { Buffer } from 'node:buffer';
import type { Plugin } from 'vite';

const EmbeddedFont = /url\(['"]?data:font\/woff2;[^,]*base64,([^'")]+)['"]?\)/g;

/**
 * Cloudscape's global styles carry eight fonts as base64, which every visitor would download before the first paint.
 * Here they become files: loaded only where a weight is used, cached for ever, and allowed by `font-src 'self'`.
 */
export function fontsAsFiles(): Plugin {
  return {
    name: 'fonts-as-files',
    enforce: 'pre',
    apply: 'build',
    transform(code, id) {
      if (!id.includes('global-styles') || !id.endsWith('.css')) {
        return null;
      }

      let number = 0;
      return code.replace(EmbeddedFont, (_, base64: string) => {
        number += 1;
        const reference = this.emitFile({ type: 'asset', name: `font-${number}.woff2`, source: Buffer.from(base64, 'base64') });
        return `url(__VITE_ASSET__${reference}__)`;
      });
    },
  };
}
