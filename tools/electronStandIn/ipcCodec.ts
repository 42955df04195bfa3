export interface IpcCodec {
  encode(value: unknown): string;
  decode(text: string): unknown;
}

/**
 * Carries structured-clone values as text between Node and the page. Self-contained on purpose: the page gets this very
 * function as source. Stricter than the structured clone algorithm: cycles and exotic objects are refused.
 */
// oxlint-disable-next-line max-lines-per-function -- sent to the page as source, so it must hold all it uses
export function createIpcCodec(): IpcCodec {
  const TAG = '$';

  function refuse(reason: string): never {
    throw new Error(`An object could not be cloned: ${reason}`);
  }

  function bytesToBase64(bytes: Uint8Array): string {
    let binary = '';
    for (let start = 0; start < bytes.length; start += 0x8000) {
      binary += String.fromCharCode(...bytes.subarray(start, start + 0x8000));
    }
    return btoa(binary);
  }

  function base64ToBuffer(text: string): ArrayBuffer {
    return Uint8Array.from(atob(text), (character) => character.charCodeAt(0)).buffer;
  }

  function packObject(value: object, path: Set<object>): unknown {
    if (path.has(value)) refuse('it contains itself.');
    path.add(value);
    try {
      return packObjectContents(value, path);
    } finally {
      path.delete(value);
    }
  }

  function packObjectContents(value: object, path: Set<object>): unknown {
    if (Array.isArray(value)) return value.map((item) => pack(item, path));
    if (value instanceof Date)
      return { [TAG]: 'date', v: Number.isNaN(value.getTime()) ? null : value.getTime() };
    if (value instanceof Map) {
      return { [TAG]: 'map', v: [...value].map(([key, item]) => [pack(key, path), pack(item, path)]) };
    }
    if (value instanceof Set) return { [TAG]: 'set', v: [...value].map((item) => pack(item, path)) };
    if (value instanceof RegExp) return { [TAG]: 'regexp', v: [value.source, value.flags] };
    if (value instanceof Error) {
      const cause = 'cause' in value ? { cause: pack(value.cause, path) } : {};
      return { [TAG]: 'error', name: value.name, message: value.message, stack: value.stack ?? '', ...cause };
    }
    if (value instanceof ArrayBuffer)
      return { [TAG]: 'bytes', t: 'ArrayBuffer', v: bytesToBase64(new Uint8Array(value)) };
    if (ArrayBuffer.isView(value)) {
      const bytes = new Uint8Array(value.buffer, value.byteOffset, value.byteLength);
      const name = Object.prototype.toString.call(value).slice(8, -1);
      return { [TAG]: 'bytes', t: name, v: bytesToBase64(bytes) };
    }
    const kind = Object.prototype.toString.call(value);
    if (kind !== '[object Object]') refuse(`${kind} is not plain data.`);
    const entries = Object.entries(value).map(([key, item]) => [key, pack(item, path)] as const);
    return Object.hasOwn(value, TAG) ? { [TAG]: 'object', v: entries } : Object.fromEntries(entries);
  }

  function pack(value: unknown, path: Set<object>): unknown {
    switch (typeof value) {
      case 'string':
      case 'boolean':
        return value;
      case 'number':
        return Number.isFinite(value) && !Object.is(value, -0)
          ? value
          : { [TAG]: 'number', v: Object.is(value, -0) ? '-0' : String(value) };
      case 'undefined':
        return { [TAG]: 'undefined' };
      case 'bigint':
        return { [TAG]: 'bigint', v: String(value) };
      case 'object':
        return value === null ? null : packObject(value, path);
      default:
        return refuse(`a ${typeof value} is not data.`);
    }
  }

  function unpackBytes(typeName: string, base64: string): unknown {
    const buffer = base64ToBuffer(base64);
    if (typeName === 'ArrayBuffer') return buffer;
    const constructor = (globalThis as unknown as Record<string, new (buffer: ArrayBuffer) => unknown>)[
      typeName
    ];
    return constructor ? new constructor(buffer) : refuse(`${typeName} is unknown here.`);
  }

  function unpackError(packed: Record<string, unknown>): Error {
    const constructors: Record<string, ErrorConstructor> = {
      EvalError,
      RangeError,
      ReferenceError,
      SyntaxError,
      TypeError,
      URIError,
    };
    const constructor = constructors[String(packed['name'])] ?? Error;
    const error = new constructor(String(packed['message']));
    error.stack = String(packed['stack']);
    if ('cause' in packed) error.cause = unpack(packed['cause']);
    return error;
  }

  function unpackTagged(packed: Record<string, unknown>): unknown {
    const content = packed['v'];
    switch (packed[TAG]) {
      case 'undefined':
        return undefined;
      case 'number':
      case 'date':
        return packed[TAG] === 'date'
          ? new Date(content === null ? Number.NaN : Number(content))
          : Number(content);
      case 'bigint':
        return BigInt(content as string);
      case 'map':
        return new Map((content as [unknown, unknown][]).map(([key, item]) => [unpack(key), unpack(item)]));
      case 'set':
        return new Set((content as unknown[]).map(unpack));
      case 'regexp':
        return new RegExp((content as [string, string])[0], (content as [string, string])[1]);
      case 'error':
        return unpackError(packed);
      case 'bytes':
        return unpackBytes(packed['t'] as string, content as string);
      default:
        return Object.fromEntries((content as [string, unknown][]).map(([key, item]) => [key, unpack(item)]));
    }
  }

  function unpack(packed: unknown): unknown {
    if (typeof packed !== 'object' || packed === null) return packed;
    if (Array.isArray(packed)) return packed.map(unpack);
    if (Object.hasOwn(packed, TAG)) return unpackTagged(packed as Record<string, unknown>);
    const plain: Record<string, unknown> = {};
    for (const [key, item] of Object.entries(packed)) plain[key] = unpack(item);
    return plain;
  }

  return {
    encode: (value) => JSON.stringify(pack(value, new Set())),
    decode: (text) => unpack(JSON.parse(text)),
  };
}
