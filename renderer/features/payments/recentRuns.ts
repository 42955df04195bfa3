/** Series that are looked at; the same everywhere, so that they are read once. */
export const recentRuns = { limit: 20 };
