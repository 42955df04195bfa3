import { invalidRequest } from './apiError.ts';

type Operator = ':' | '~' | '>' | '<' | '>=' | '<=';

interface Clause {
  field: string;
  /** Set when the field is `metadata["key"]`. */
  metadataKey: string | undefined;
  operator: Operator;
  value: string;
  negated: boolean;
}

export interface SearchQuery {
  clauses: Clause[];
  /** All clauses must hold, or any of them. */
  joined: 'AND' | 'OR';
}

const MAX_CLAUSES = 10;
const CLAUSE =
  /^(-?)([a-z_]+)(?:\["([^"]+)"\])?(:|~|>=|<=|>|<)(?:"((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)'|([^\s"']+))/;

/** Reads Stripe's search language: clauses joined by AND or by OR, never both. */
export function parseSearchQuery(query: string, fields: readonly string[]): SearchQuery {
  const clauses: Clause[] = [];
  const joins = new Set<string>();
  let rest = query.trim();
  while (rest !== '') {
    const match = CLAUSE.exec(rest);
    if (match === null)
      throw invalidRequest(`We were unable to parse your search query near: ${rest}`, undefined, 'query');
    const [whole, minus, field = '', key, operator, double, single, bare] = match;
    if (!fields.includes(field)) {
      throw invalidRequest(
        `Field \`${field}\` is an unsupported search field for this resource.`,
        undefined,
        'query',
      );
    }
    const value = (double ?? single ?? bare ?? '').replaceAll(/\\(.)/g, '$1');
    if (operator === '~' && value.length < 3) {
      throw invalidRequest('Substring search needs at least 3 characters.', undefined, 'query');
    }
    clauses.push({ field, metadataKey: key, operator: operator as Operator, value, negated: minus === '-' });
    rest = rest.slice(whole.length).trim();
    const join = /^(AND|OR)\s+/i.exec(rest);
    if (join !== null) {
      joins.add((join[1] ?? '').toUpperCase());
      rest = rest.slice(join[0].length);
    } else if (rest !== '') {
      joins.add('AND');
    }
  }
  if (clauses.length === 0) throw invalidRequest('The search query is empty.', 'parameter_missing', 'query');
  if (clauses.length > MAX_CLAUSES)
    throw invalidRequest('A search query can have at most 10 clauses.', undefined, 'query');
  if (joins.size > 1)
    throw invalidRequest('AND and OR cannot be mixed in a search query.', undefined, 'query');
  return { clauses, joined: joins.has('OR') ? 'OR' : 'AND' };
}

export function matchesQuery(query: SearchQuery, object: Record<string, unknown>): boolean {
  const holds = (clause: Clause): boolean => clauseHolds(clause, object) !== clause.negated;
  return query.joined === 'AND' ? query.clauses.every(holds) : query.clauses.some(holds);
}

function clauseHolds(clause: Clause, object: Record<string, unknown>): boolean {
  const hash = object[clause.field];
  const value: unknown =
    clause.metadataKey === undefined
      ? valueOf(object, clause.field)
      : (hash as Record<string, unknown>)?.[clause.metadataKey];
  if (clause.value.toLowerCase() === 'null') return value === null || value === undefined;
  if (value === null || value === undefined) return false;
  if (typeof value === 'number') return compareNumbers(clause.operator, value, Number(clause.value));
  const text = String(value).toLowerCase();
  return clause.operator === '~'
    ? text.includes(clause.value.toLowerCase())
    : text === clause.value.toLowerCase();
}

/** Some fields are searched under another name than they have. */
function valueOf(object: Record<string, unknown>, field: string): unknown {
  if (field !== 'subscription') return object[field];
  const parent = object.parent as
    | { subscription_details?: { subscription?: unknown } | null }
    | null
    | undefined;
  return parent?.subscription_details?.subscription ?? null;
}

function compareNumbers(operator: Operator, value: number, wanted: number): boolean {
  if (operator === '>') return value > wanted;
  if (operator === '<') return value < wanted;
  if (operator === '>=') return value >= wanted;
  if (operator === '<=') return value <= wanted;
  return value === wanted;
}
