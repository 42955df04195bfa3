import type { Fault } from '../emulatorOptions.ts';
import type { Books } from '../state/books.ts';
import type { Fields, Params } from './params.ts';

/** What moves the whole emulator, not one account. */
export interface Control {
  now(): number;
  /** Puts the clock forward and does what becomes due. */
  advance(seconds: number): void;
  setFaults(faults: readonly Fault[]): void;
}

/** What a resource needs to answer a request. */
export interface Call<P> {
  books: Books;
  params: P;
  /** Ids in the address, in order. */
  ids: readonly string[];
  requestId: string;
  idempotencyKey: string | null;
  control: Control;
}

export interface Route {
  method: 'GET' | 'POST' | 'DELETE';
  /** A `:` part stands for an id. */
  path: string;
  /** The right a restricted key needs; null = every key. */
  permission: string | null;
  fields: Fields;
  answer(call: Call<Params<Fields>>): object;
}

/** Declares a route; ties the parameters its answer reads to the ones that are accepted. */
export function route<F extends Fields>(definition: {
  method: Route['method'];
  path: string;
  permission: string | null;
  fields: F;
  answer(call: Call<Params<F>>): object;
}): Route {
  return definition;
}

/** An id from the address. */
export function idIn(call: { ids: readonly string[] }, position = 0): string {
  return call.ids[position] ?? '';
}
