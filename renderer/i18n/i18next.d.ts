import type { en } from './resources.ts';

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'app';
    // Keys such as `key_invalid` are codes, not contexts.
    contextSeparator: '~';
    resources: typeof en;
  }
}
