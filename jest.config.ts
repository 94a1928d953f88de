/** @jest-config-loader esbuild-register */
import type { Config } from 'jest';

/** Jest over swc: types are checked by `npm run types`, not here. */
const config: Config = {
  testEnvironment: 'node',
  roots: ['<rootDir>/test'],
  // Unless told, jest leaves one core idle, which on two is half of them.
  maxWorkers: '100%',
  // No test measures time; this only ends those that hang, on a busy machine too.
  testTimeout: 60_000,
  testMatch: ['**/*.test.ts'],
  // Suites of a folder are loaded together.
  runner: '<rootDir>/test/grouped-runner.cjs',
  setupFiles: ['reflect-metadata'],
  modulePathIgnorePatterns: ['<rootDir>/dist/', '<rootDir>/examples/.*/dist/'],
  // A dynamic import of our own names the file that tsc would write.
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
  transform: {
    '^.+\\.ts$': [
      '@swc/jest',
      {
        jsc: {
          parser: { syntax: 'typescript', decorators: true },
          transform: { legacyDecorator: true, decoratorMetadata: false, useDefineForClassFields: false },
          target: 'es2022',
        },
        module: { type: 'commonjs' },
      },
    ],
  },
};

// Jest reads its configuration from the default export; it is the one file that has to have one.
export default config;
