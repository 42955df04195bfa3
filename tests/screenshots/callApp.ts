import type { Page } from '@playwright/test';

/** Calls a method of the app from inside its page; the answer is what the screen would get. */
export async function callApp<Value>(page: Page, method: string, input: unknown): Promise<Value> {
  const envelope = await page.evaluate(
    ([name, argument]) =>
      (
        window as unknown as { kantoorApi: { invoke: (name: string, input: unknown) => Promise<unknown> } }
      ).kantoorApi.invoke(name, argument),
    [method, input] as const,
  );
  const answer = envelope as { ok: true; value: Value } | { ok: false; error: { message: string } };
  if (!answer.ok) throw new Error(`${method}: ${answer.error.message}`);
  return answer.value;
}
