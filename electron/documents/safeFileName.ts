import filenamify from 'filenamify';

/** Leaves room below the 255 bytes that file systems allow for a suffix against collisions. */
const longestBytes = 200;
const longestCharacters = 120;

/**
 * A name that Windows, macOS and Linux all take: no reserved characters or names, no trailing dots or spaces, no
 * control or direction characters, not too long; a `.pdf` at the end stays.
 */
export function toSafeFileName(name: string): string {
  let maxLength = longestCharacters;
  let safe = makeSafe(name, maxLength);
  while (Buffer.byteLength(safe) > longestBytes) {
    maxLength -= 10;
    safe = makeSafe(name, maxLength);
  }
  return safe;
}

function makeSafe(name: string, maxLength: number): string {
  const extension = /\.pdf$/i.exec(name)?.[0] ?? '';
  const stem = name.slice(0, name.length - extension.length);
  /* `._` marks a resource fork on macOS and a leading dot hides a file. */
  const safeStem = filenamify(stem, { replacement: '_', maxLength }).replace(/^[.\s]+/, '_');
  return filenamify(`${safeStem || '_'}${extension}`, { replacement: '_', maxLength: maxLength + 4 });
}

/** Gives each name once, regardless of case and of how accents are composed; later ones get a number. */
export function createNameRegister(taken: Iterable<string>): { claim(path: string): string } {
  const keyOf = (path: string): string => path.normalize('NFC').toLowerCase();
  const used = new Set([...taken].map(keyOf));
  /** PERF: where a template gives every document the same name, counting starts where it ended. */
  const counts = new Map<string, number>();
  return {
    claim(path) {
      const key = keyOf(path);
      let count = counts.get(key) ?? 1;
      let candidate = path;
      while (used.has(keyOf(candidate))) {
        count += 1;
        candidate = path.replace(/(\.pdf)?$/i, (extension) => `_${count}${extension}`);
      }
      counts.set(key, count);
      used.add(keyOf(candidate));
      return candidate;
    },
  };
}
