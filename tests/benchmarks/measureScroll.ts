import type { Page } from '@playwright/test';

/** Drags the scrollbar of the open list from its first row to its last, waiting for a frame at every stop. */
export async function dragThrough(page: Page, stops: number): Promise<void> {
  await page.evaluate(async (count) => {
    const viewport = document.querySelector('.ag-grid-viewport');
    if (!viewport) throw new Error('There is no list to scroll.');
    for (let stop = 0; stop <= count; stop += 1) {
      viewport.scrollTop = (viewport.scrollHeight * stop) / count;
      await new Promise((resolve) => requestAnimationFrame(resolve));
      // As long as a hand rests: the list asks for the rows of this stop.
      await new Promise((resolve) => setTimeout(resolve, 30));
    }
  }, stops);
}

/** Searches as the palette does, letter by letter. */
export async function searchLetters(page: Page, words: readonly string[]): Promise<number> {
  const queries = words.flatMap((word) =>
    Array.from({ length: word.length }, (_, index) => word.slice(0, index + 1)),
  );
  await page.evaluate(async (texts) => {
    for (const query of texts)
      await window.kantoorApi.invoke('search.query', { query, workspaceIds: null, limit: 12 });
  }, queries);
  return queries.length;
}
