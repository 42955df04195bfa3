import { globSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';

import ts from 'typescript';
import { describe, expect, it } from 'vitest';

const root = resolve(import.meta.dirname, '../..');

/** Properties whose text a person sees or hears. */
const spoken = new Set([
  'alt',
  'aria-description',
  'aria-label',
  'ariaLabel',
  'description',
  'headerName',
  'label',
  'message',
  'placeholder',
  'text',
  'title',
]);
const hasWords = /\p{L}{2}/u;
/** Words that no language translates: names, and how a restricted key begins. */
const names = new Set(['Kantoor', 'Stripe', 'PDF', 'ZIP', 'rk']);

function isUntranslated(text: string): boolean {
  return text.split(/[^\p{L}]+/u).some((word) => hasWords.test(word) && !names.has(word));
}

/** Texts of a component that did not come out of the locales, with their line. */
function untranslatedIn(file: string, source: string): string[] {
  const tree = ts.createSourceFile(file, source, ts.ScriptTarget.Latest, true, ts.ScriptKind.TSX);
  const found: string[] = [];
  function report(node: ts.Node, text: string): void {
    if (!isUntranslated(text)) return;
    found.push(`${file}:${tree.getLineAndCharacterOfPosition(node.getStart()).line + 1} ${text.trim()}`);
  }
  function visit(node: ts.Node): void {
    if (ts.isJsxText(node)) report(node, node.text);
    if (ts.isJsxAttribute(node) && spoken.has(node.name.getText()) && node.initializer)
      for (const text of textsOf(node.initializer)) report(node, text);
    if (ts.isJsxExpression(node) && !ts.isJsxAttribute(node.parent) && node.expression)
      for (const text of textsOf(node.expression)) report(node, text);
    ts.forEachChild(node, visit);
  }
  visit(tree);
  return found;
}

/** The literal texts that an expression can give. */
function textsOf(node: ts.Expression | ts.JsxAttributeValue): string[] {
  if (ts.isStringLiteralLike(node)) return [node.text];
  if (ts.isTemplateExpression(node))
    return [node.head.text, ...node.templateSpans.map((span) => span.literal.text)];
  if (ts.isJsxExpression(node)) return node.expression ? textsOf(node.expression) : [];
  if (ts.isConditionalExpression(node)) return [...textsOf(node.whenTrue), ...textsOf(node.whenFalse)];
  if (ts.isParenthesizedExpression(node)) return textsOf(node.expression);
  return [];
}

describe('the text of the screens', () => {
  const files = globSync('renderer/**/*.tsx', { cwd: root });

  it('comes out of the locales', () => {
    expect(files.length).toBeGreaterThan(50);
    expect(files.flatMap((file) => untranslatedIn(file, readFileSync(resolve(root, file), 'utf8')))).toEqual(
      [],
    );
  });

  it.each([
    '<p>Open invoices</p>',
    '<Button aria-label="Close">×</Button>',
    '<Field label={isNew ? "New customer" : t("edit")} />',
    '<p>{`Total: ${total}`}</p>',
  ])('would be noticed in %s', (source) => {
    expect(untranslatedIn('example.tsx', `const example = ${source};`)).toHaveLength(1);
  });

  it.each(['<p>{t("title")}</p>', '<p>{a} · {b}</p>', '<Title>Kantoor</Title>', '<Box className="page" />'])(
    'may stand in %s',
    (source) => {
      expect(untranslatedIn('example.tsx', `const example = ${source};`)).toEqual([]);
    },
  );
});
