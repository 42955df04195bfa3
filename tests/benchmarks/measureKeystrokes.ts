import type { Page } from '@playwright/test';
import { customerFilter } from '../builders/customerFilter.ts';

interface Answer {
  total: number;
  /** What the first cell of the first row says. */
  first: string | null;
}

/** The lists that can be typed into, as they are opened, and what their first column shows. */
const lists = {
  'customers.list': {
    filter: customerFilter(),
    sort: { field: 'name', direction: 'asc' },
    column: 'name',
  },
  'invoices.list': {
    filter: { workspaceIds: null, view: 'open', status: null, customerId: null, from: null, to: null },
    sort: { field: 'createdAt', direction: 'desc' },
    column: 'number',
  },
} as const;
type ListName = keyof typeof lists;

/** What the list will show for a text, asked apart from the screen. */
function findAnswer(page: Page, name: ListName, query: string): Promise<Answer> {
  return page.evaluate(
    async ({ name: method, query: text, list: { filter, sort, column } }) => {
      const input = { filter: { ...filter, query: text }, sort, offset: 0, limit: 1 };
      const envelope = await window.kantoorApi.invoke(method, input);
      if (!envelope.ok) throw new Error(envelope.error.message);
      const { total, rows } = envelope.value as { total: number; rows: Record<string, string | null>[] };
      return { total, first: rows[0]?.[column] ?? null };
    },
    { name, query, list: lists[name] },
  );
}

/** Begins to watch for an answer; what comes back resolves with the milliseconds from the key to the painted rows. */
async function watchForAnswer(page: Page, answer: Answer): Promise<() => Promise<number>> {
  await page.evaluate(({ total, first }) => {
    const isShown = (): boolean => {
      const grid = document.querySelector('[role=grid]');
      const cell = grid?.querySelector('[row-index="0"] [role=gridcell]');
      return (
        grid?.getAttribute('aria-rowcount') === String(total + 1) &&
        (first === null || cell?.textContent === first)
      );
    };
    const painted = new Promise<number>((resolve) => {
      let pressedMs = 0;
      document.addEventListener('keydown', ({ timeStamp }) => (pressedMs = timeStamp), {
        capture: true,
        once: true,
      });
      const observer = new MutationObserver(() => {
        if (pressedMs === 0 || !isShown()) return;
        observer.disconnect();
        // The frame that shows it is over when the task after it begins.
        requestAnimationFrame(() => {
          const { port1, port2 } = new MessageChannel();
          port1.onmessage = () => resolve(performance.now() - pressedMs);
          port2.postMessage(null);
        });
      });
      observer.observe(document.body, {
        subtree: true,
        childList: true,
        characterData: true,
        attributes: true,
      });
    });
    Object.assign(window, { painted });
  }, answer);
  return () => page.evaluate(() => (window as unknown as { painted: Promise<number> }).painted);
}

/** Types words into the search of the open list; milliseconds of every key that changes the list. */
export async function measureKeystrokes(
  page: Page,
  list: ListName,
  words: readonly string[],
): Promise<number[]> {
  const durations: number[] = [];
  await page.keyboard.press('/');
  for (const word of words) {
    let shown = await findAnswer(page, list, '');
    for (let length = 1; length <= word.length; length += 1) {
      const text = word.slice(0, length);
      const answer = await findAnswer(page, list, text.trim());
      const isSame = answer.total === shown.total && answer.first === shown.first;
      const painted = isSame ? undefined : await watchForAnswer(page, answer);
      await page.keyboard.press(text.at(-1) ?? '');
      if (painted) durations.push(await painted());
      shown = answer;
    }
    const whole = await watchForAnswer(page, await findAnswer(page, list, ''));
    await page.keyboard.press('Escape');
    await whole();
  }
  return durations;
}
