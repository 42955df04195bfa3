/** The worker's source: Node runs it as it is. */
export const cacheWorkerUrl = new URL('../../electron/cache/cacheWorker.ts', import.meta.url);
