/** What a form body or query decodes to: text, or named parts. */
export type Raw = string | { [key: string]: Raw };

const MAX_DEPTH = 8;

/** Decodes `a[b][0]=c` into nested parts; empty brackets count up like indexed ones. */
export function decodeForm(text: string): Record<string, Raw> {
  const root: Record<string, Raw> = Object.create(null);
  if (text === '') return root;
  for (const pair of text.split('&')) {
    if (pair === '') continue;
    const equals = pair.indexOf('=');
    const name = decode(equals < 0 ? pair : pair.slice(0, equals));
    insert(root, pathOf(name), equals < 0 ? '' : decode(pair.slice(equals + 1)));
  }
  return root;
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    return text;
  }
}

function pathOf(name: string): string[] {
  const open = name.indexOf('[');
  if (open < 0) return [name];
  const path = [name.slice(0, open)];
  for (const match of name.slice(open).matchAll(/\[([^\]]*)\]/g)) path.push(match[1] ?? '');
  return path.slice(0, MAX_DEPTH);
}

function insert(root: Record<string, Raw>, path: readonly string[], value: string): void {
  let node = root;
  path.forEach((part, i) => {
    const key = part === '' ? String(Object.keys(node).length) : part;
    if (i === path.length - 1) {
      node[key] = value;
      return;
    }
    const next = node[key];
    if (typeof next === 'object') {
      node = next;
    } else {
      const created: Record<string, Raw> = Object.create(null);
      node[key] = created;
      node = created;
    }
  });
}
