import { invalidRequest } from './apiError.ts';
import type { Raw } from './form.ts';

/** Reads one parameter; an empty value means "unset" and reads as null. */
export interface Field<T> {
  read(raw: Raw, path: string): T;
}

export type Fields = Record<string, Field<unknown>>;

/** What the fields read: absent parameters are absent. */
export type Params<F extends Fields> = { [K in keyof F]?: F[K] extends Field<infer T> ? T : never };

/** Reads parameters by name and refuses the ones that nobody asked for. */
export function readParams<F extends Fields>(fields: F, raw: Record<string, Raw>, prefix = ''): Params<F> {
  const params: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(raw)) {
    const path = prefix === '' ? name : `${prefix}[${name}]`;
    const field = Object.hasOwn(fields, name) ? fields[name] : undefined;
    if (field === undefined) {
      throw invalidRequest(`Received unknown parameter: ${path}`, 'parameter_unknown', path);
    }
    params[name] = field.read(value, path);
  }
  return params as Params<F>;
}

export const text: Field<string | null> = {
  read(raw, path) {
    if (typeof raw !== 'string')
      throw invalidRequest(`Invalid string: ${JSON.stringify(raw)}`, undefined, path);
    return raw === '' ? null : raw;
  },
};

export function limitedText(maximum: number): Field<string | null> {
  return {
    read(raw, path) {
      const value = text.read(raw, path);
      if (value !== null && value.length > maximum) {
        throw invalidRequest(
          `Invalid string: ${value.slice(0, 12)}...; must be at most ${maximum} characters`,
          undefined,
          path,
        );
      }
      return value;
    },
  };
}

export const integer: Field<number> = {
  read(raw, path) {
    if (typeof raw !== 'string' || !/^-?\d{1,15}$/.test(raw)) {
      throw invalidRequest(`Invalid integer: ${String(raw)}`, 'parameter_invalid_integer', path);
    }
    return Number(raw);
  },
};

/** Stripe reads decimals as text. */
export const decimal: Field<string> = {
  read(raw, path) {
    if (typeof raw !== 'string' || !/^-?\d+(\.\d{1,12})?$/.test(raw)) {
      throw invalidRequest(`Invalid decimal: ${String(raw)}`, undefined, path);
    }
    return raw;
  },
};

export const boolean: Field<boolean> = {
  read(raw, path) {
    if (raw === 'true') return true;
    if (raw === 'false') return false;
    throw invalidRequest(`Invalid boolean: ${String(raw)}`, undefined, path);
  },
};

export function choice<const T extends string>(...values: readonly T[]): Field<T> {
  return {
    read(raw, path) {
      const found = values.find((value) => value === raw);
      if (found === undefined) {
        throw invalidRequest(`Invalid ${path}: must be one of ${values.join(', ')}`, undefined, path);
      }
      return found;
    },
  };
}

/** Null clears all, a null value clears its key. */
export const metadata: Field<Record<string, string | null> | null> = {
  read(raw, path) {
    if (raw === '') return null;
    if (typeof raw === 'string') throw invalidRequest('Invalid hash', undefined, path);
    return Object.fromEntries(
      Object.entries(raw).map(([key, value]) => [key, text.read(value, `${path}[${key}]`)]),
    );
  },
};

export function list<T>(of: Field<T>, maximum = 1_000): Field<T[] | null> {
  return {
    read(raw, path) {
      if (raw === '') return null;
      if (typeof raw === 'string') throw invalidRequest('Invalid array', undefined, path);
      const items = Object.values(raw);
      if (items.length > maximum) {
        throw invalidRequest(`Array ${path} exceeded maximum ${maximum} allowed elements.`, undefined, path);
      }
      return items.map((item, i) => of.read(item, `${path}[${i}]`));
    },
  };
}

export function hash<F extends Fields>(fields: F): Field<Params<F> | null> {
  return {
    read(raw, path) {
      if (raw === '') return null;
      if (typeof raw === 'string') throw invalidRequest('Invalid hash', undefined, path);
      return readParams(fields, raw, path);
    },
  };
}

/** Accepted and kept as sent: parts of the API that change nothing here. */
export const anything: Field<Raw> = { read: (raw) => raw };

/** A moment or a window of time, both ends included. */
export const timeRange: Field<{ from: number; to: number }> = {
  read(raw, path) {
    if (typeof raw === 'string') {
      const at = integer.read(raw, path);
      return { from: at, to: at };
    }
    const window = readParams({ gt: integer, gte: integer, lt: integer, lte: integer }, raw, path);
    return {
      from: Math.max(window.gte ?? -Infinity, (window.gt ?? -Infinity) + 1),
      to: Math.min(window.lte ?? Infinity, (window.lt ?? Infinity) - 1),
    };
  },
};

export const pageFields = {
  limit: integer,
  starting_after: text,
  ending_before: text,
} satisfies Fields;
