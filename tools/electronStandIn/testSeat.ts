import { appendFileSync, existsSync, readFileSync, writeFileSync } from 'node:fs';

/** An answer to a native dialog: which dialog it is for, and what the person chose there. */
export type DialogAnswer =
  | { dialog: 'open'; filePaths: string[] }
  | { dialog: 'save'; filePath: string }
  | { dialog: 'message'; response: number; checkboxChecked?: boolean };

export interface TestSeat {
  /** Takes the next answer for a dialog; a test that gave none gets "cancelled". */
  takeAnswer<Kind extends DialogAnswer['dialog']>(
    dialog: Kind,
  ): Extract<DialogAnswer, { dialog: Kind }> | undefined;
  /** Writes down what would have left the app: an opened address, a notification. */
  record(action: { kind: string; target: string }): void;
}

/**
 * The seat a test takes at the desktop's place. The folder holds `answers.json` (read and shortened at every dialog)
 * and `actions.jsonl`. Nobody sits there in ordinary use.
 */
export function takeTestSeat(folder: string | undefined): TestSeat | undefined {
  if (!folder) return undefined;
  const answersFile = `${folder}/answers.json`;
  const actionsFile = `${folder}/actions.jsonl`;
  return {
    takeAnswer<Kind extends DialogAnswer['dialog']>(dialog: Kind) {
      const answers: DialogAnswer[] = existsSync(answersFile)
        ? JSON.parse(readFileSync(answersFile, 'utf8'))
        : [];
      const index = answers.findIndex((answer) => answer.dialog === dialog);
      if (index === -1) return undefined;
      const [answer] = answers.splice(index, 1);
      writeFileSync(answersFile, JSON.stringify(answers));
      return answer as Extract<DialogAnswer, { dialog: Kind }>;
    },
    record: (action) => appendFileSync(actionsFile, `${JSON.stringify(action)}\n`),
  };
}
