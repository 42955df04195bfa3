import type { ReactNode } from 'react';
import { toMatchedParts } from '../../shared/domain/matchedParts.ts';
import classes from './MatchedText.module.css';

/** A text in which what was typed stands out. */
export function MatchedText({ text, query }: { text: string; query: string }): ReactNode {
  return toMatchedParts(text, query).map((part, index) =>
    part.isMatch ? (
      <mark key={index} className={classes.match}>
        {part.text}
      </mark>
    ) : (
      part.text
    ),
  );
}
