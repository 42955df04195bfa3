import { useEffect, useRef, useState } from 'react';

/**
 * Text that a person types and that settles elsewhere a moment later, e.g. in the address. What is typed shows at
 * once; what the place of settlement changes by itself (a link, Back, "clear") shows as well.
 */
export function useTypedText(
  settled: string,
  onChange: (text: string) => void,
): [string, (text: string) => void] {
  const [typed, setTyped] = useState(settled);
  const underway = useRef<string[]>([]);

  useEffect(() => {
    const arrived = underway.current.indexOf(settled);
    if (arrived === -1) setTyped(settled);
    else underway.current.splice(0, arrived + 1);
  }, [settled]);

  function type(text: string): void {
    setTyped(text);
    const sent = text.trim();
    if (sent === (underway.current.at(-1) ?? settled)) return;
    underway.current.push(sent);
    onChange(sent);
  }
  return [typed, type];
}
