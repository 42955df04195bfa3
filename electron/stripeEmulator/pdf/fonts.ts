import { readFileSync } from 'node:fs';

/** Fonts of the documents: name → file inside node_modules. The build copies each to `fonts/<name>.ttf` beside the bundle. */
export const fontFiles = {
  'latin-regular': '@expo-google-fonts/noto-sans/400Regular/NotoSans_400Regular.ttf',
  'latin-bold': '@expo-google-fonts/noto-sans/700Bold/NotoSans_700Bold.ttf',
  'arabic-regular': '@expo-google-fonts/noto-sans-arabic/400Regular/NotoSansArabic_400Regular.ttf',
  'arabic-bold': '@expo-google-fonts/noto-sans-arabic/700Bold/NotoSansArabic_700Bold.ttf',
  'hebrew-regular': '@expo-google-fonts/noto-sans-hebrew/400Regular/NotoSansHebrew_400Regular.ttf',
  'hebrew-bold': '@expo-google-fonts/noto-sans-hebrew/700Bold/NotoSansHebrew_700Bold.ttf',
} as const;

export type FontName = keyof typeof fontFiles;
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
