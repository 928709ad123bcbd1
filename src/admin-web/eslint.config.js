import js from '@eslint/js';
import jsxA11y from 'eslint-plugin-jsx-a11y';
import reactHooks from 'eslint-plugin-react-hooks';
import tseslint from 'typescript-eslint';

export default tseslint.config(
  { ignores: ['dist', 'node_modules', 'src/api/schema.d.ts', 'test-results'] },
  js.configs.recommended,
  ...tseslint.configs.strict,
  jsxA11y.flatConfigs.recommended,
  reactHooks.configs.flat['recommended-latest'],
  {
    rules: {
      'no-console': 'error',
      eqeqeq: 'error',
      '@typescript-eslint/no-invalid-void-type': 'off', // mutations without an answer are Promise<void>
      'no-restricted-properties': [
        'error',
        { object: 'Date', property: 'now', message: 'Screens read the clock of the system: useNow().' },
      ],
    },
  },
  { files: ['e2e/**', 'build/**', '*.ts', '*.js'], rules: { 'no-restricted-properties': 'off', 'no-console': 'off', 'no-empty-pattern': 'off', 'react-hooks/rules-of-hooks': 'off' }, languageOptions: { globals: { process: 'readonly' } } },
);
