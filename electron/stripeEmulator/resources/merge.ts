/** Stripe's rule for metadata: keys are merged, an empty value deletes its key, an empty hash deletes all. */
export function mergeMetadata(
  current: { [key: string]: string } | null,
  change: Record<string, string | null> | null | undefined,
): { [key: string]: string } {
  if (change === undefined) return current ?? {};
  if (change === null) return {};
  const merged = { ...current };
  for (const [key, value] of Object.entries(change)) {
    if (value === null) delete merged[key];
    else merged[key] = value;
  }
  return merged;
}

/** The new value of a field: absent leaves it, empty clears it. */
export function changed<T>(current: T, change: T | undefined): T {
  return change === undefined ? current : change;
}
