/** Words that may stand in braces in a file-name template. */
export const nameTokens = [
  'date',
  'year',
  'month',
  'number',
  'customer',
  'customerId',
  'kind',
  'status',
  'total',
  'currency',
  'workspace',
  'id',
] as const;
export type NameToken = (typeof nameTokens)[number];
export type NameValues = Record<NameToken, string>;

export const defaultNameTemplate = '{date}_{number}_{customer}.pdf';

const tokenPattern = /\{([^{}]*)\}/g;

/** Words in braces that are not known, e.g. a mistyped `{custmer}`. */
export function findUnknownTokens(template: string): string[] {
  return [...template.matchAll(tokenPattern)]
    .map((match) => match[1] ?? '')
    .filter((token) => !isNameToken(token));
}

/**
 * Fills a template. A value never adds a folder: only slashes of the template itself do.
 * *Shape*: the parts of the path, the last one ending in `.pdf`.
 */
export function fillNameTemplate(template: string, values: NameValues): string[] {
  const parts = template
    .split(/[/\\]/)
    .map((part) =>
      part.replaceAll(tokenPattern, (_, token: string) => (isNameToken(token) ? values[token] : '')),
    )
    .filter((part) => part.trim() !== '');
  const last = parts.pop() ?? values.id;
  return [...parts, /\.pdf$/i.test(last) ? last : `${last}.pdf`];
}

function isNameToken(text: string): text is NameToken {
  return nameTokens.some((token) => token === text);
}
