import {
  Button,
  createTheme,
  DEFAULT_THEME,
  Drawer,
  Loader,
  Menu,
  Modal,
  Select,
  Skeleton,
  Table,
  TextInput,
  Tooltip,
  type CSSVariablesResolver,
  type MantineColorSchemeManager,
  type MantineThemeOverride,
} from '@mantine/core';

/**
 * The settings decide about light and dark. PERF: Mantine's own manager asks the page's storage, which waits for another
 * process in the middle of the first render (benchmark: start).
 */
export const forgetfulColorScheme: MantineColorSchemeManager = {
  get: (usual) => usual,
  set: () => undefined,
  subscribe: () => undefined,
  unsubscribe: () => undefined,
  clear: () => undefined,
};

/** Accent of screens that belong to no single account; no account can choose it. */
export const houseAccent = 'indigo';

/** Desktop density: 13 px text, controls of 30 px, nothing that looks like a phone. */
export function createAppTheme(accent: string, closeLabel: string): MantineThemeOverride {
  return createTheme({
    primaryColor: accent,
    primaryShade: { light: 8, dark: 8 },
    // Black or white on an accent, whichever reads better: at this luminance both give the same contrast.
    autoContrast: true,
    luminanceThreshold: 0.179,
    fontFamily: 'system-ui, "Segoe UI", -apple-system, "Noto Sans", sans-serif',
    fontFamilyMonospace: 'ui-monospace, "Cascadia Mono", Menlo, Consolas, "Noto Sans Mono", monospace',
    fontSizes: { xs: '0.75rem', sm: '0.8125rem', md: '0.8125rem', lg: '0.9375rem', xl: '1.125rem' },
    headings: {
      fontWeight: '600',
      sizes: {
        h1: { fontSize: '1.125rem', lineHeight: '1.4' },
        h2: { fontSize: '0.9375rem', lineHeight: '1.4' },
        h3: { fontSize: '0.8125rem', lineHeight: '1.4' },
      },
    },
    defaultRadius: 'sm',
    cursorType: 'default',
    respectReducedMotion: true,
    components: {
      Button: Button.extend({ defaultProps: { size: 'xs', fw: 500 } }),
      TextInput: TextInput.extend({ defaultProps: { size: 'xs' } }),
      PasswordInput: { defaultProps: { size: 'xs' } },
      Textarea: { defaultProps: { size: 'xs' } },
      Checkbox: { defaultProps: { size: 'xs' } },
      Radio: { defaultProps: { size: 'xs' } },
      SegmentedControl: { defaultProps: { size: 'xs' } },
      Select: Select.extend({ defaultProps: { size: 'xs', allowDeselect: false, maxDropdownHeight: 320 } }),
      Table: Table.extend({ defaultProps: { verticalSpacing: 4, horizontalSpacing: 'sm', fz: 'sm' } }),
      Loader: Loader.extend({ defaultProps: { size: 'sm', type: 'dots' } }),
      Skeleton: Skeleton.extend({ defaultProps: { radius: 'sm' } }),
      Tooltip: Tooltip.extend({ defaultProps: { openDelay: 400, withArrow: true } }),
      Menu: Menu.extend({ defaultProps: { withInitialFocusPlaceholder: false } }),
      // A dialog's header is no landmark: without the role it would be a second banner.
      Modal: Modal.extend({
        defaultProps: {
          attributes: { header: { role: 'none' } },
          closeButtonProps: { 'aria-label': closeLabel },
          transitionProps: { duration: 100 },
        },
      }),
      Notification: { defaultProps: { closeButtonProps: { 'aria-label': closeLabel } } },
      Drawer: Drawer.extend({
        defaultProps: {
          attributes: { header: { role: 'none' } },
          closeButtonProps: { 'aria-label': closeLabel },
          transitionProps: { duration: 100 },
        },
      }),
    },
  });
}

const accents = Object.keys(DEFAULT_THEME.colors);

/** Tints behind text: Mantine's own are loud beside dense rows. */
function tintsOn(background: string, share: string): Record<string, string> {
  return Object.fromEntries(
    accents.map((accent) => [
      `--mantine-color-${accent}-light`,
      `color-mix(in srgb, var(--mantine-color-${accent}-filled) ${share}, ${background})`,
    ]),
  );
}

/** Text in an account's colour: even the darkest shade of orange, teal and green is too light to be read on white. */
const textsOnLight = Object.fromEntries(
  accents.map((accent) => [
    `--mantine-color-${accent}-light-color`,
    `color-mix(in srgb, var(--mantine-color-${accent}-9) 78%, black)`,
  ]),
);

const textsOnDark = Object.fromEntries(
  accents.map((accent) => [`--mantine-color-${accent}-light-color`, `var(--mantine-color-${accent}-3)`]),
);

/** Colours of text that miss 4.5:1 by default. Measured with axe in both schemes. */
export const contrastVariables: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    ...tintsOn('white', '12%'),
    ...textsOnLight,
    '--mantine-color-anchor': 'var(--mantine-primary-color-light-color)',
    '--mantine-color-dimmed': 'var(--mantine-color-gray-7)',
    '--mantine-color-placeholder': 'var(--mantine-color-gray-7)',
    '--mantine-color-error': 'var(--mantine-color-red-9)',
    '--mantine-color-yellow-light-color': 'var(--mantine-color-dark-9)',
  },
  dark: {
    ...tintsOn('var(--mantine-color-dark-7)', '22%'),
    ...textsOnDark,
    '--mantine-color-anchor': 'var(--mantine-primary-color-light-color)',
    '--mantine-color-dimmed': 'var(--mantine-color-dark-1)',
    '--mantine-color-placeholder': 'var(--mantine-color-dark-1)',
    '--mantine-color-error': 'var(--mantine-color-red-4)',
  },
});
