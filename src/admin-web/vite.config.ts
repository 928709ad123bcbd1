import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';
import { fontsAsFiles } from './build/fontsAsFiles.ts';

const host = process.env.ORDERING_URL ?? 'http://127.0.0.1:5080';
const fromHost = ['/api', '/connect', '/.well-known', '/config.json', '/openapi', '/docs'];

export default defineConfig({
  plugins: [react(), fontsAsFiles()],
  build: {
    target: 'es2022',
    outDir: process.env.ADMIN_WEB_OUT ?? 'dist',
    emptyOutDir: true,
    chunkSizeWarningLimit: 900,
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [
            { name: 'react', test: /node_modules[\\/](react|react-dom|scheduler|react-router|@tanstack|openapi-fetch|oidc-client-ts)[\\/]/ },
            { name: 'graph', test: /node_modules[\\/](@xyflow|d3-[a-z]+|zustand)[\\/]/ },
          ],
        },
      },
    },
  },
  server: { host: '127.0.0.1', port: 5173, strictPort: true, proxy: Object.fromEntries(fromHost.map((path) => [path, host])) },
  test: {
    environment: 'jsdom',
    css: false,
    include: ['src/**/*.test.{ts,tsx}', 'build/**/*.test.ts'],
    setupFiles: ['src/testing/setup.ts'],
    server: { deps: { inline: [/@cloudscape-design/] } },
  },
});
