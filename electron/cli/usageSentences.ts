import type { z } from 'zod';

type Issue = z.core.$ZodIssue;

/** What is wrong with the values of a command line, one sentence per option. */
export function toUsageSentences(issues: readonly Issue[]): string {
  const sentences = new Map<string, string>();
  for (const issue of issues) {
    const option = optionOf(issue.path);
    // A rule of our own says it better than the length that was wrong too.
    if (issue.code === 'custom' || !sentences.has(option))
      sentences.set(option, `${option} ${problemOf(issue)}.`);
  }
  return [...sentences.values()].join(' ');
}

function optionOf(path: Issue['path']): string {
  const [first, second] = path.map(String);
  if (first === 'id' || first === 'query') return `The ${first}`;
  if (first === 'statuses') return '--status';
  if (first === 'lines') return '--line LINE=AMOUNT';
  if (first === 'addTaxIds' || first === 'removeTaxIds') return `--${toDashes(first).slice(0, -1)}`;
  return `--${toDashes((first === 'values' ? second : first) ?? '')}`;
}

function toDashes(name: string): string {
  return name.replaceAll('_', '-').replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

function problemOf(issue: Issue): string {
  switch (issue.code) {
    case 'too_small':
      if (issue.origin === 'string' || issue.origin === 'array') return 'must not be empty';
      return `must be at least ${issue.minimum}`;
    case 'too_big':
      if (issue.origin === 'string') return `must have at most ${issue.maximum} characters`;
      if (issue.origin === 'array') return `can be given at most ${issue.maximum} times`;
      return `must be at most ${issue.maximum}`;
    case 'invalid_value':
      return `must be one of ${issue.values.map(String).join(', ')}`;
    case 'custom':
      return `is ${issue.message}`;
    default:
      return 'is not valid';
  }
}
