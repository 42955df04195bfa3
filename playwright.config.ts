import { defineConfig } from '@playwright/test';

import { findElectron } from './tools/findElectron.mjs';

// The same specs run in the shipped bundle twice: on the stand-in always, on Electron where its binary is.
const projects = findElectron() ? ['standIn', 'electron'] : ['standIn'];

export default defineConfig({
  testDir: 'tests/e2e',
  testMatch: '**/*.spec.ts',
  outputDir: 'test-results',
  timeout: 60_000,
  expect: { timeout: 10_000 },
  fullyParallel: false,
  workers: 2,
  forbidOnly: Boolean(process.env['CI']),
  reporter: 'list',
  projects: projects.map((name) => ({ name })),
});
