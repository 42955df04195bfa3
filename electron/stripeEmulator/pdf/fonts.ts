import { readFileSync } from 'node:fs';

/** Fonts of the documents: name (ISO 15924 script and weight) → file inside node_modules. The build copies each to `fonts/<name>.ttf` beside the bundle. */
export const fontFiles = {
  'latn-regular': '@expo-google-fonts/noto-sans/400Regular/NotoSans_400Regular.ttf',
  'latn-bold': '@expo-google-fonts/noto-sans/700Bold/NotoSans_700Bold.ttf',
  'arab-regular': '@expo-google-fonts/noto-sans-arabic/400Regular/NotoSansArabic_400Regular.ttf',
  'arab-bold': '@expo-google-fonts/noto-sans-arabic/700Bold/NotoSansArabic_700Bold.ttf',
  'hebr-regular': '@expo-google-fonts/noto-sans-hebrew/400Regular/NotoSansHebrew_400Regular.ttf',
  'hebr-bold': '@expo-google-fonts/noto-sans-hebrew/700Bold/NotoSansHebrew_700Bold.ttf',
} as const;

export type FontName = keyof typeof fontFiles;
export type Script = 'latn' | 'arab' | 'hebr';
export type FontWeight = 'regular' | 'bold';
export type ReadFont = (name: FontName) => Uint8Array;

/**
 * Reads fonts for the module at `moduleUrl` (the caller's `import.meta.url`): sources take them from the installed
 * packages, a bundle takes them from the `fonts` folder beside it.
 */
export function createFontReader(moduleUrl: string): ReadFont {
  const isSource = moduleUrl.endsWith('.ts');
  return (name) =>
    readFileSync(
      isSource
        ? new URL(`../../../node_modules/${fontFiles[name]}`, import.meta.url)
        : new URL(`./fonts/${name}.ttf`, moduleUrl),
    );
}
