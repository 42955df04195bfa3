import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { z } from 'zod';

const bounds = z.object({
  x: z.int(),
  y: z.int(),
  width: z.int().min(200),
  height: z.int().min(200),
  maximized: z.boolean(),
});
/** Where the window was when it closed, without the maximising. */
export type WindowBounds = z.infer<typeof bounds>;

/** Null at the first start, and when the file is damaged: a window's place is not worth an error. */
export function readWindowBounds(profileDir: string): WindowBounds | null {
  try {
    return bounds.parse(JSON.parse(readFileSync(boundsFile(profileDir), 'utf8')));
  } catch {
    return null;
  }
}

export function writeWindowBounds(profileDir: string, value: WindowBounds): void {
  writeFileSync(boundsFile(profileDir), JSON.stringify(value), { mode: 0o600 });
}

function boundsFile(profileDir: string): string {
  return join(profileDir, 'window.json');
}
