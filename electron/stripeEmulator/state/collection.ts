import { idAt, positionIn } from './ids.ts';

export interface Stored {
  id: string;
}

/** Where a collection's objects come from before anybody changed them: functions of a position. */
export interface SeedSource<T> {
  count: number;
  /** Never falls from one position to the next. */
  createdAt(position: number): number;
  /** Undefined where the position holds nothing. */
  build(position: number): T | undefined;
}

/** Whole seconds, both ends included. */
interface TimeRange {
  from: number;
  to: number;
}

export interface ListQuery<T> {
  limit: number;
  startingAfter?: string | undefined;
  endingBefore?: string | undefined;
  created?: TimeRange | undefined;
  /** Seed positions to look at, newest first; absent = all. */
  candidates?: readonly number[] | undefined;
  matchesSeed?: ((position: number) => boolean) | undefined;
  matches?: ((object: T) => boolean) | undefined;
}

export interface Page<T> {
  data: T[];
  hasMore: boolean;
}

/** Thrown for a cursor that names nothing. */
export class UnknownCursor extends Error {
  readonly parameter: 'starting_after' | 'ending_before';
  readonly id: string;

  constructor(parameter: 'starting_after' | 'ending_before', id: string) {
    super(`No such object: '${id}'`);
    this.parameter = parameter;
    this.id = id;
  }
}

export type Change<T> = { put: T } | { removed: string };

interface CollectionParts<T> {
  prefix: string;
  /** Account part of the ids. */
  part: string;
  seeds: SeedSource<T>;
  createdOf(object: T): number;
  /** Brings a copy of a stored object up to date before it is given out. */
  refresh?: ((copy: T) => void) | undefined;
  onChange(change: Change<T>): void;
}

/**
 * Objects of one kind in the order of their creation: the seeds, computed when read, and over them what was
 * changed or made since. Reads and writes copy, so that callers own what they hold.
 */
export class Collection<T extends Stored> {
  readonly #parts: CollectionParts<T>;
  readonly #changed = new Map<number, T | null>();
  readonly #added: (T | null)[] = [];

  constructor(parts: CollectionParts<T>) {
    this.#parts = parts;
  }

  /** Positions below this one hold seeds. */
  get seedCount(): number {
    return this.#parts.seeds.count;
  }

  /** The id of the next object to be added. */
  nextId(): string {
    return idAt(this.#parts.prefix, this.#parts.part, this.size);
  }

  /** Whether the id belongs to an object that exists or existed. */
  knows(id: string): boolean {
    return this.positionOf(id) !== undefined;
  }

  positionOf(id: string): number | undefined {
    const found = positionIn(id, this.#parts.prefix, this.#parts.part);
    if (found === undefined || found.slot !== '') return undefined;
    return found.position < this.size ? found.position : undefined;
  }

  find(id: string): T | undefined {
    const position = this.positionOf(id);
    const object = position === undefined ? undefined : this.#read(position);
    return object?.id === id ? object : undefined;
  }

  /** The seed at a position as it was before anybody changed it. */
  seedAt(position: number): T | undefined {
    return this.#parts.seeds.build(position);
  }

  /** Copies of what was changed or made here and fits; seeds as they were never do. */
  changedWhere(fits: (object: T) => boolean): T[] {
    const found: T[] = [];
    for (const object of [...this.#changed.values(), ...this.#added]) {
      if (object && fits(object)) found.push(this.#copy(object));
    }
    return found;
  }

  put(object: T): T {
    this.restore({ put: object });
    this.#parts.onChange({ put: object });
    return object;
  }

  remove(id: string): void {
    this.restore({ removed: id });
    this.#parts.onChange({ removed: id });
  }

  /** Applies a change without reporting it: for reading a journal back. */
  restore(change: Change<T>): void {
    const id = 'put' in change ? change.put.id : change.removed;
    const object = 'put' in change ? structuredClone(change.put) : null;
    const position = positionIn(id, this.#parts.prefix, this.#parts.part)?.position;
    if (position === undefined) throw new Error(`${id} is no id of this collection.`);
    if (position < this.#parts.seeds.count) this.#changed.set(position, object);
    else this.#added[position - this.#parts.seeds.count] = object;
  }

  list(query: ListQuery<T>): Page<T> {
    const backwards = query.endingBefore !== undefined;
    const cursor = this.#cursor(query);
    const [low, high] = this.#seedBounds(query.created);
    const found: T[] = [];
    const take = (object: T | undefined): boolean => {
      if (object !== undefined) found.push(object);
      return found.length > query.limit;
    };
    if (backwards) this.#walkUp(cursor + 1, low, high, query, take);
    else this.#walkDown(cursor - 1, low, high, query, take);
    const hasMore = found.length > query.limit;
    if (hasMore) found.pop();
    return { data: backwards ? found.toReversed() : found, hasMore };
  }

  get size(): number {
    return this.#parts.seeds.count + this.#added.length;
  }

  #cursor(query: ListQuery<T>): number {
    const parameter = query.endingBefore === undefined ? 'starting_after' : 'ending_before';
    const id = query.endingBefore ?? query.startingAfter;
    if (id === undefined) return this.size;
    const position = this.positionOf(id);
    if (position === undefined || this.#read(position) === undefined) {
      throw new UnknownCursor(parameter, id);
    }
    return position;
  }

  #walkDown(
    from: number,
    low: number,
    high: number,
    query: ListQuery<T>,
    take: (object: T | undefined) => boolean,
  ): void {
    const seedCount = this.#parts.seeds.count;
    for (let i = Math.min(from - seedCount, this.#added.length - 1); i >= 0; i--) {
      if (take(this.#matchAdded(i, query))) return;
    }
    const first = Math.min(from, high);
    if (query.candidates !== undefined) {
      for (const position of query.candidates) {
        if (position <= first && position >= low && take(this.#matchSeed(position, query))) return;
      }
      return;
    }
    for (let position = first; position >= low; position--) {
      if (take(this.#matchSeed(position, query))) return;
    }
  }

  #walkUp(
    from: number,
    low: number,
    high: number,
    query: ListQuery<T>,
    take: (object: T | undefined) => boolean,
  ): void {
    const seedCount = this.#parts.seeds.count;
    const first = Math.max(from, low);
    if (query.candidates === undefined) {
      for (let position = first; position <= high; position++) {
        if (take(this.#matchSeed(position, query))) return;
      }
    } else {
      for (const position of query.candidates.toReversed()) {
        if (position >= first && position <= high && take(this.#matchSeed(position, query))) return;
      }
    }
    for (let i = Math.max(0, from - seedCount); i < this.#added.length; i++) {
      if (take(this.#matchAdded(i, query))) return;
    }
  }

  #matchAdded(index: number, query: ListQuery<T>): T | undefined {
    const object = this.#added[index];
    return object ? this.#matchObject(object, query) : undefined;
  }

  #matchSeed(position: number, query: ListQuery<T>): T | undefined {
    const changed = this.#changed.get(position);
    if (changed === null) return undefined;
    if (changed !== undefined) return this.#matchObject(changed, query);
    if (query.matchesSeed !== undefined && !query.matchesSeed(position)) return undefined;
    return this.#parts.seeds.build(position);
  }

  #matchObject(object: T, query: ListQuery<T>): T | undefined {
    const created = this.#parts.createdOf(object);
    const inRange =
      query.created === undefined || (created >= query.created.from && created <= query.created.to);
    if (!inRange || (query.matches !== undefined && !query.matches(object))) return undefined;
    return this.#copy(object);
  }

  #read(position: number): T | undefined {
    const seedCount = this.#parts.seeds.count;
    if (position >= seedCount) {
      const added = this.#added[position - seedCount];
      return added ? this.#copy(added) : undefined;
    }
    const changed = this.#changed.get(position);
    if (changed === undefined) return this.#parts.seeds.build(position);
    return changed === null ? undefined : this.#copy(changed);
  }

  #copy(object: T): T {
    const copy = structuredClone(object);
    this.#parts.refresh?.(copy);
    return copy;
  }

  /** First and last seed position created within the range. */
  #seedBounds(created: TimeRange | undefined): [number, number] {
    const last = this.#parts.seeds.count - 1;
    if (created === undefined) return [0, last];
    return [this.#firstSeedFrom(created.from), this.#firstSeedFrom(created.to + 1) - 1];
  }

  #firstSeedFrom(time: number): number {
    let low = 0;
    let high = this.#parts.seeds.count;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#parts.seeds.createdAt(middle) < time) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
